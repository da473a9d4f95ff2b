import DataLoader from 'dataloader';
import type { OpeningKind } from '../src/access/openings-store.ts';
import { type ActingFor, mayReadClinical, type Viewer } from '../src/access/viewer.ts';
import { foundReads, readsOf } from '../src/audit/read.ts';
import type { BudgetSums, IntegratedBudget, StreamSums } from '../src/budgets/budget.ts';
import {
  type AskedRestatement,
  type Restatement,
  restatementOf,
} from '../src/budgets/restatement-service.ts';
import { type BudgetSettings, budgetSumsOf, budgetsOf } from '../src/budgets/service.ts';
import type { RejectRow } from '../src/deliveries/read.ts';
import { firstRejectsOf } from '../src/deliveries/read.ts';
import type { Hub } from '../src/hub.ts';
import { type FoundPerson, findPeople, type Sought } from '../src/people/find.ts';
import { onlyRepresented } from '../src/people/representatives.ts';
import {
  type PersonKey,
  type VisiblePerson,
  visiblePeople,
  visiblePerson,
} from '../src/people/visible.ts';
import { findOrganisation } from '../src/streams/store.ts';
import type { Organisation } from '../src/streams/stream.ts';
import type { FinancialYear } from '../src/values/financial-year.ts';
import type { PlainDate } from '../src/values/plain-date.ts';

/** Which budget of a person is asked for, and whether any of its lines or reasons are. */
export interface AskedBudget {
  readonly year: FinancialYear;
  readonly knownAt: Date | null;
  readonly withLines: boolean;
  /** Whether anything is asked for that the ledger has a part in. */
  readonly withLedger: boolean;
}

/** What one request carries: who asks, the day, and the loaders that batch its reads. */
export class Context {
  readonly hub: Hub;
  readonly viewer: Viewer;
  readonly today: PlainDate;
  private readonly budgets = new Map<
    string,
    DataLoader<VisiblePerson, BudgetSums | IntegratedBudget>
  >();
  private readonly rejects = new Map<number, DataLoader<string, RejectRow[]>>();
  private readonly askedBudgets = new WeakMap<
    StreamSums | BudgetSums,
    { person: VisiblePerson; asked: AskedBudget }
  >();
  private organisation: Promise<Organisation | null> | null = null;
  private seenBy: ActingFor | null = null;
  /** The people in the answer, by id, and the codes of the streams that it tells of each. */
  private readonly seen = new Map<string, Set<string>>();
  /** How the viewer has opened the records of those whom they would not see otherwise. */
  private readonly opened = new Map<string, OpeningKind>();
  /** The people whom a search in the answer tells of, by id. */
  private readonly found = new Set<string>();
  readonly requestId: string | null;

  constructor(hub: Hub, viewer: Viewer, today: PlainDate, requestId: string | null = null) {
    this.hub = hub;
    this.viewer = viewer;
    this.today = today;
    this.requestId = requestId;
  }

  /** One person's budget; all that a page asks for in the same year are read together. */
  async budget(person: VisiblePerson, asked: AskedBudget): Promise<BudgetSums | IntegratedBudget> {
    const budget = await this.budgetLoader(asked).load(person);
    this.tells(person, streamsIn(budget));
    for (const part of [budget, ...budget.streams]) this.askedBudgets.set(part, { person, asked });
    return budget;
  }

  /** Of whom and how a budget or an entry of it was asked; undefined where it was worked out another way. */
  askedFor(
    entry: StreamSums | BudgetSums,
  ): { person: VisiblePerson; asked: AskedBudget } | undefined {
    return this.askedBudgets.get(entry);
  }

  private budgetLoader(
    asked: AskedBudget,
  ): DataLoader<VisiblePerson, BudgetSums | IntegratedBudget> {
    const { year, knownAt, withLines, withLedger } = asked;
    const key = `${year} ${knownAt?.toISOString()} ${withLines} ${withLedger}`;
    const known = this.budgets.get(key);
    if (known) return known;
    const db = this.hub.serving;
    const settings = this.budgetSettings();
    const read: typeof budgetSumsOf = withLines ? budgetsOf : budgetSumsOf;
    const loader = new DataLoader<VisiblePerson, BudgetSums | IntegratedBudget>(
      (people) => read(db, people, { year, knownAt, withLedger }, settings),
      { maxBatchSize: 100 },
    );
    this.budgets.set(key, loader);
    return loader;
  }

  async restatement(person: VisiblePerson, asked: AskedRestatement): Promise<Restatement> {
    const restated = await restatementOf(this.hub.serving, person, asked, this.budgetSettings());
    const { before, after } = restated;
    this.tells(person, [before, after].flatMap(streamsIn));
    return restated;
  }

  private budgetSettings(): BudgetSettings {
    const { adapters } = this.hub;
    return {
      today: this.today,
      staleAfterDays: (adapter) => adapters.get(adapter)?.staleAfterDays ?? 60,
    };
  }

  rejectsOf(delivery: string, first: number): Promise<RejectRow[]> {
    const known = this.rejects.get(first);
    if (known) return known.load(delivery);
    const loader = new DataLoader<string, RejectRow[]>((ids) =>
      firstRejectsOf(this.hub.serving, ids, first),
    );
    this.rejects.set(first, loader);
    return loader.load(delivery);
  }

  /** The organisation the viewer acts for. */
  viewerOrganisation(): Promise<Organisation | null> {
    const { organisation } = this.viewer;
    this.organisation ??=
      organisation === null
        ? Promise.resolve(null)
        : findOrganisation(this.hub.serving, organisation).then((found) => found ?? null);
    return this.organisation;
  }

  /** The person, where the viewer may see them. */
  async person(key: PersonKey): Promise<VisiblePerson | null> {
    const { hub, viewer, today } = this;
    const person = await visiblePerson(hub.serving, viewer, key, today);
    if (person) this.sees(person);
    return person;
  }

  /** The person whom a representative acts for, where it is exactly one; else null. */
  async onlyRepresented(): Promise<VisiblePerson | null> {
    const person = await onlyRepresented(this.hub.serving, this.viewer, this.today);
    if (person) this.sees(person);
    return person;
  }

  /** The first of the people after a cursor, and one more where there is one: it is not in the answer. */
  async people(page: { after: string | null; first: number }): Promise<VisiblePerson[]> {
    const { hub, viewer, today } = this;
    const { after, first } = page;
    const people = await visiblePeople(hub.serving, viewer, { after, count: first + 1 }, today);
    for (const person of people.slice(0, first)) this.sees(person);
    return people;
  }

  /** The people sought in the viewer's organisation, paged as `people` is. */
  async findPeople(
    sought: Sought,
    { after, first }: { after: string | null; first: number },
  ): Promise<FoundPerson[]> {
    const { hub, viewer, today } = this;
    const people = await findPeople(
      hub.serving,
      viewer,
      sought,
      { after, count: first + 1 },
      today,
    );
    for (const { id } of people.slice(0, first)) this.found.add(id);
    return people;
  }

  /** Notes that this person is in the answer, and how the viewer has their record open. */
  sees(person: VisiblePerson): void {
    this.seenBy = person.seenBy ?? this.seenBy;
    if (person.openedAs) this.opened.set(person.id, person.openedAs);
    this.tells(person, []);
  }

  /** Notes that the answer tells of this person, and of these streams of theirs. */
  tells({ id }: Pick<VisiblePerson, 'id'>, streams: Iterable<string>): void {
    const told = this.seen.get(id) ?? new Set();
    this.seen.set(id, told);
    for (const code of streams) told.add(code);
  }

  /** Keeps who was seen in the answer: it may leave only once this has ended well. */
  keepReads(): Promise<void> {
    const { viewer, requestId } = this;
    const seen = readsOf(viewer, this.seen, requestId, this.opened);
    return this.hub.reads.keep([...seen, ...foundReads(viewer, this.found, requestId)]);
  }

  /** Whether clinical codes may be shown of the people that this request has found. */
  mayReadClinical(): boolean {
    return mayReadClinical(this.viewer, this.seenBy);
  }
}

/** The streams whose money or gaps a budget tells of. */
function streamsIn(budget: BudgetSums | IntegratedBudget): string[] {
  const gaps = 'gaps' in budget ? budget.gaps : [];
  return [...budget.streams, ...gaps].map(({ stream }) => stream.code);
}
