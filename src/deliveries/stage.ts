import { randomUUID } from 'node:crypto';
import type { NewAllocation } from '../access/allocations-store.ts';
import {
  keepAwards,
  keepClaims,
  keepPayments,
  type NewAward,
  type NewClaim,
  type NewPayment,
  settleRepeatedServices,
} from '../awards/write.ts';
import { list, type Queries } from '../db/database.ts';
import type { CharacteristicDraft } from '../people/characteristic.ts';
import { keepCharacteristics } from '../people/characteristics-store.ts';
import { fingerprintOf, type IdentityDraft } from '../people/identity.ts';
import { noteIdentities } from '../people/store.ts';
import type { Adapter, Reading, RowVerdict } from './adapter.ts';
import { keepCommissioned, type NewCommissioned } from './commissioned-store.ts';
import type { Note, Reject, SharingBasis, SubmissionDraft } from './delivery.ts';
import { ContentMark, type Progress, type ReceivedFile, rowsOf } from './files.ts';
import type { LineOfRow } from './money-line.ts';
import { keepPlanLines, type NewPlanLine } from './plan-lines-store.ts';
import {
  type DeliveryTotals,
  keepRejects,
  keepSubmissions,
  type NewSubmission,
  refreshStatistics,
} from './store.ts';

export interface Load {
  readonly delivery: string;
  readonly adapter: Adapter;
  readonly reading: Reading;
  /** Who sends it, by the code that lasts, and on what basis. */
  readonly sender: string;
  readonly basis: SharingBasis;
  readonly files: readonly ReceivedFile[];
  /** How many rows the survey found, for the progress. */
  readonly rows: number;
}

/** What a load came to, with what is kept only in the moment in which it begins to count. */
export interface StagedTotals extends DeliveryTotals {
  readonly allocations: readonly NewAllocation[];
  readonly lines: readonly LineOfRow[];
}

export interface Staged {
  readonly sha256: string;
  readonly totals: StagedTotals;
  /** The first rejects, as many as an answer carries; all are kept. */
  readonly rejects: readonly Reject[];
}

const CHUNK = 1000;
/** From so many rows on the planner is told anew what the tables hold. */
const MANY_ROWS = 5000;
/** An answer names so many rejects; `hub rejects` gives all of them. */
const REJECTS_SHOWN = 1000;

/** Judges every row and keeps what it says where nobody sees it yet. */
export async function stageFiles(
  queries: Queries,
  load: Load,
  progress?: Progress,
): Promise<Staged> {
  const mark = new ContentMark();
  const staging = new Staging(queries, load);
  let read = 0;
  for await (const row of rowsOf(load.files, load.reading, mark)) {
    read += 1;
    staging.judge(row.row, load.reading.translate(row));
    if (read % CHUNK === 0) {
      await staging.flush();
      progress?.('loading', read, load.rows);
    }
  }
  await staging.finish();
  progress?.('loading', read, load.rows);
  const { adapter } = load;
  return {
    sha256: mark.sha256,
    rejects: staging.rejectsShown,
    totals: {
      rows: read,
      accepted: staging.accepted,
      rejected: read - staging.accepted,
      notes: staging.notes(),
      allocations: staging.allocations,
      lines: staging.lines,
      streams: adapter.speaksForAllStreams ? adapter.streams : [...staging.streams].sort(),
    },
  };
}

/** What a row says of a person, who has an id once they are kept. */
type Said = CharacteristicDraft & {
  readonly submissionId: string;
  readonly row: number;
  readonly fingerprint: string;
};

type Accepted = Extract<RowVerdict, { accepted: true }>;

/** What has been judged and not yet written, and what must be remembered across chunks. */
class Staging {
  accepted = 0;
  private readonly delivery: string;
  private readonly sender: string;
  private readonly basis: SharingBasis;
  private readonly movementField: string;
  readonly streams = new Set<string>();
  readonly rejectsShown: Reject[] = [];
  readonly allocations: NewAllocation[] = [];
  readonly lines: LineOfRow[] = [];
  private readonly submissions = new Map<string, NewSubmission>();
  private readonly awardsByReference = new Map<string, string>();
  private readonly movementsSeen = new Set<string>();
  private readonly noteCounts = new Map<string, Note & { rows: number }>();
  private newSubmissions: NewSubmission[] = [];
  private identities: IdentityDraft[] = [];
  private allocated: (Omit<NewAllocation, 'identityId'> & { fingerprint: string })[] = [];
  private characteristics = new Map<string, Said>();
  private awards: (Omit<NewAward, 'identityId'> & { fingerprint: string })[] = [];
  private payments: NewPayment[] = [];
  private claims: NewClaim[] = [];
  private plans: NewPlanLine[] = [];
  private commissioned: NewCommissioned[] = [];
  private rejects: (Reject & { position: number })[] = [];

  constructor(
    private readonly queries: Queries,
    { delivery, adapter, sender, basis }: Load,
  ) {
    this.delivery = delivery;
    this.sender = sender;
    this.basis = basis;
    this.movementField = adapter.movementField ?? 'Reference';
  }

  judge(row: number, verdict: RowVerdict): void {
    const faults = verdict.accepted ? this.take(row, verdict) : verdict.faults;
    if (faults.length === 0) {
      this.accepted += 1;
      return;
    }
    faults.forEach((fault, position) => {
      const { field, code, reason } = fault;
      this.rejects.push({ row, field, code, reason, position });
      if (this.rejectsShown.length < REJECTS_SHOWN) {
        this.rejectsShown.push({ row, field, code, reason });
      }
    });
  }

  private take(row: number, verdict: Accepted) {
    const { identity, awards } = verdict;
    this.refusePerson(verdict);
    const submission = this.submissionOf(verdict.submission);
    const seen = this.placesOf(submission, verdict);
    const repeated = seen.find((place) => this.movementsSeen.has(place));
    if (repeated !== undefined) {
      const reason = 'was given by an earlier row of the same award';
      return [{ field: this.movementField, code: 'REPEATED_REFERENCE', reason }];
    }
    for (const place of seen) this.movementsSeen.add(place);
    for (const each of verdict.notes) this.count(each);
    if (verdict.line) this.lines.push({ row, line: verdict.line });
    if (verdict.plan) this.plans.push({ submissionId: submission, row, line: verdict.plan });
    for (const draft of verdict.commissioned ?? []) {
      this.commissioned.push({ submissionId: submission, row, draft });
    }
    if (!identity) return [];
    this.identities.push(identity);
    const fingerprint = fingerprintOf(identity);
    this.keepSaid(verdict, { submissionId: submission, row, fingerprint });
    if (verdict.allocation) {
      const { subject, team, from: firstDay, until: untilDay } = verdict.allocation;
      const told = { row, subject, team, firstDay, untilDay };
      this.allocated.push({ ...told, submissionId: submission, fingerprint });
    }
    awards.forEach((draft, index) => {
      this.streams.add(draft.stream);
      const key = `${submission}|${draft.reference}|${draft.stream}|${draft.funder}|${draft.element}`;
      const known = draft.reference === null ? undefined : this.awardsByReference.get(key);
      const id = known ?? randomUUID();
      if (known === undefined) {
        if (draft.reference !== null) this.awardsByReference.set(key, id);
        const hasMovements = draft.reportsPayments;
        this.awards.push({ id, submissionId: submission, row, draft, hasMovements, fingerprint });
      }
      if (index > 0) return;
      for (const payment of verdict.payments) this.payments.push({ ...payment, awardId: id, row });
      for (const claim of verdict.claims) this.claims.push({ ...claim, awardId: id, row });
    });
    return [];
  }

  /** An adapter that read somebody out of a commissioning extract is a fault of the hub's own. */
  private refusePerson({ identity, awards, commissioned }: Accepted): void {
    if (this.basis === 'commissioning' ? identity !== null || awards.length > 0 : commissioned) {
      throw new Error('a row was read under another basis than its delivery was sent');
    }
  }

  /** The last row of a chunk stands for those before it: the last of a submission counts. */
  private keepSaid({ characteristics = [] }: Accepted, by: Omit<Said, 'kind' | 'code'>): void {
    for (const said of characteristics) {
      const key = `${by.submissionId}|${by.fingerprint}|${said.kind}`;
      this.characteristics.set(key, { ...said, ...by });
    }
  }

  private placesOf(submission: string, { awards, payments, claims }: Accepted): string[] {
    const [award] = awards;
    const place = `${submission}|${award?.funder}|${award?.element}`;
    return [...payments, ...claims].map(({ reference }) => `${place}|${reference}`);
  }

  private submissionOf(draft: SubmissionDraft): string {
    const key = `${draft.scope}|${draft.periodFrom}|${draft.periodUntil}|${draft.createdBySender}|${draft.asOf}`;
    const known = this.submissions.get(key);
    if (known) return known.id;
    const added = { ...draft, id: randomUUID(), deliveryId: this.delivery };
    this.submissions.set(key, added);
    this.newSubmissions.push(added);
    return added.id;
  }

  private count({ field, code }: Note): void {
    const known = this.noteCounts.get(`${field}|${code}`);
    if (known) known.rows += 1;
    else this.noteCounts.set(`${field}|${code}`, { field, code, rows: 1 });
  }

  notes(): (Note & { rows: number })[] {
    return [...this.noteCounts.values()];
  }

  async flush(): Promise<void> {
    const { queries, delivery } = this;
    if (this.newSubmissions.length > 0) await keepSubmissions(queries, this.newSubmissions);
    const ids =
      this.identities.length > 0
        ? await noteIdentities(queries, delivery, this.identities)
        : new Map<string, string>();
    for (const { fingerprint, ...told } of this.allocated) {
      this.allocations.push({ ...told, identityId: ids.get(fingerprint) as string });
    }
    if (this.awards.length > 0) {
      const awards = this.awards.map(({ fingerprint, ...award }) => ({
        ...award,
        identityId: ids.get(fingerprint) as string,
      }));
      await keepAwards(queries, awards);
    }
    if (this.characteristics.size > 0) {
      const said = [...this.characteristics.values()].map(({ fingerprint, ...each }) => ({
        ...each,
        identityId: ids.get(fingerprint) as string,
      }));
      await keepCharacteristics(queries, said);
    }
    if (this.payments.length > 0) await keepPayments(queries, this.payments);
    if (this.claims.length > 0) await keepClaims(queries, this.claims);
    if (this.commissioned.length > 0) {
      await keepCommissioned(queries, this.sender, this.commissioned);
    }
    if (this.plans.length > 0) await keepPlanLines(queries, this.plans);
    if (this.rejects.length > 0) await keepRejects(queries, delivery, this.rejects);
    this.newSubmissions = [];
    this.identities = [];
    this.allocated = [];
    this.characteristics = new Map();
    this.awards = [];
    this.payments = [];
    this.claims = [];
    this.plans = [];
    this.commissioned = [];
    this.rejects = [];
  }

  async finish(): Promise<void> {
    await this.flush();
    const submissions = [...this.submissions.values()].map(({ id }) => id);
    if (this.accepted >= MANY_ROWS) await refreshStatistics(this.queries);
    await settleRepeatedServices(this.queries, submissions, list(submissions));
  }
}
