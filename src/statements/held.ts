import type { Look } from '../audit/looks.ts';
import type { IntegratedBudget } from '../budgets/budget.ts';
import type { AssessedDays } from '../charging/assess.ts';
import type { AccountMode } from '../ledger/account.ts';
import type { MovementKind, PlaceKind } from '../ledger/movement.ts';
import type { Evidence } from '../people/match.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';
import type { HeldCharacteristic } from './characteristics-held-store.ts';
import type { HeldSchedule } from './expected-held-store.ts';
import type { HeldAgreement, HeldTopUp } from './held-deferred.ts';
import type { HeldLine } from './held-lines.ts';
import type { HeldNeed } from './held-needs.ts';
import type {
  HeldCarryForward,
  HeldNotice,
  HeldQuery,
  HeldSupportReview,
} from './held-questions.ts';
import type { HeldAwardEnd, HeldRecordedAward, HeldTold } from './recorded-held.ts';

/** One way in which a source describes, or has described, the person. */
export interface HeldIdentity {
  readonly id: string;
  /** False where what told it was taken back. */
  readonly isLive: boolean;
  /**
   * Taken back, and one of its numbers is somebody else's now: it may describe them, so nothing
   * that it says is told.
   */
  readonly isDoubtful: boolean;
  readonly source: string;
  readonly namespace: string;
  readonly localId: string | null;
  readonly nhsNumber: string | null;
  readonly nino: string | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: PlainDate | null;
  readonly deathDate: PlainDate | null;
  readonly postcode: string | null;
  readonly recordedAt: Date;
}

/** That a delivery has told of the person. */
export interface HeldDelivery {
  readonly id: string;
  /** The identities by which it describes them. */
  readonly identityIds: readonly string[];
  readonly adapter: string;
  readonly sender: string;
  readonly basis: string;
  readonly receivedOn: PlainDate;
  readonly receivedAt: Date;
  readonly asOf: PlainDate | null;
  readonly status: string;
  readonly withdrawnAt: Date | null;
}

/** Somebody's word that two numbers are the person's. */
export interface HeldLink {
  readonly id: string;
  readonly identityId: string;
  readonly evidence: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

/** What was made of two descriptions that are both the person's. */
export interface HeldComparison {
  readonly id: string;
  readonly leftId: string;
  readonly rightId: string;
  /** In bits. */
  readonly weight: number;
  readonly evidence: { readonly automatic: boolean; readonly fields: readonly Evidence[] };
  readonly modelVersion: number;
  readonly outcome: string;
  readonly foundAt: Date;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** What one row of one delivery told of a stream, as it was sent; exact figures are text. */
export interface HeldAward {
  readonly id: string;
  readonly identityId: string;
  readonly deliveryId: string;
  readonly row: number;
  readonly stream: string;
  readonly funder: string;
  readonly basis: string;
  readonly mode: string;
  readonly legalBasis: string;
  readonly reference: string | null;
  readonly service: string | null;
  readonly counts: boolean;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly year: string | null;
  readonly completedOn: PlainDate | null;
  readonly amount: string | null;
  readonly per: string | null;
  readonly unitsPerWeek: string | null;
  readonly unpricedReason: string | null;
  readonly contribution: string;
  readonly contributionPounds: string | null;
  readonly contributionReason: string;
  readonly reportsPayments: boolean;
  readonly scheme: string | null;
  readonly currency: string | null;
  readonly currencyShare: string | null;
  readonly description: string;
  readonly rawFigures: string;
  readonly element: string | null;
  readonly ceiling: Pence | null;
  readonly activity: Readonly<Record<string, unknown>> | null;
  readonly provider: string | null;
  readonly careKey: string | null;
  readonly reportedPounds: string | null;
  /** The days for which it counts now; none where something else stands in its place. */
  readonly standing: readonly (readonly [from: PlainDate | null, until: PlainDate | null])[];
}

export interface HeldPayment {
  readonly awardId: string;
  readonly row: number;
  readonly reference: string;
  readonly amount: Pence;
  readonly gross: boolean;
  readonly paidOn: PlainDate;
  readonly coversFrom: PlainDate | null;
  readonly coversUntil: PlainDate | null;
}

export interface HeldClaim {
  readonly awardId: string;
  readonly row: number;
  readonly reference: string;
  readonly form: string;
  readonly supportFrom: PlainDate;
  readonly supportUntil: PlainDate;
  readonly claimed: Pence;
  readonly paid: Pence | null;
  readonly paidOn: PlainDate | null;
  readonly paidTo: string | null;
  readonly employer: Pence | null;
  readonly customer: Pence | null;
}

/** How funders share the cost of a stream. */
export interface HeldDecision {
  readonly id: string;
  readonly stream: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly state: string;
  readonly interimPayer: string | null;
  readonly reason: string;
  readonly decidedBy: string;
  readonly kind: string | null;
  readonly evidence: string | null;
  readonly organisation: string | null;
  readonly recordedAt: Date;
  readonly endedAt: Date | null;
  readonly shares: readonly (readonly [funder: string, percent: string])[];
}

/** Money of one source, and where it is. */
export interface HeldSource {
  readonly stream: string | null;
  readonly funder: string | null;
  /** In the account where the kind is its mode; below zero where it has come from (FUNDING). */
  readonly places: readonly (readonly [kind: PlaceKind, balance: Pence])[];
}

/** One movement of money in an account, as it was recorded. */
export interface HeldMovement {
  readonly id: string;
  readonly kind: MovementKind;
  readonly effectiveDay: PlainDate;
  readonly year: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly payee: string | null;
  readonly purpose: string | null;
  readonly reason: string | null;
  /** The movement that it takes back. */
  readonly reverses: string | null;
  /** The account beside this one, of a transfer. */
  readonly otherAccount: string | null;
  /** The earlier movement that it ends, pays, gives back or decides. */
  readonly about: string | null;
  readonly outcome: string | null;
  readonly invoice: string | null;
  readonly dueDay: PlainDate | null;
  readonly coversFrom: PlainDate | null;
  readonly coversUntil: PlainDate | null;
  readonly gross: boolean | null;
  /** The file that told of it, and the row. */
  readonly deliveryId: string | null;
  readonly row: number | null;
  /** What it moved of each source; below zero where it took away. Of no source while in question. */
  readonly parts: readonly (readonly [
    stream: string | null,
    funder: string | null,
    change: Pence,
  ])[];
}

/** Money that an organisation holds for the person, and everything that moved in it. */
export interface HeldAccount {
  readonly id: string;
  readonly identityId: string;
  readonly mode: AccountMode;
  readonly host: string;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly sources: readonly HeldSource[];
  /** In the order in which they were recorded. */
  readonly movements: readonly HeldMovement[];
}

/** What a council has assessed that the person is to pay, as it was recorded. */
export interface HeldAssessment {
  readonly id: string;
  readonly identityId: string;
  readonly council: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  /** From this day on a later one of the same council stands instead; null where none does. */
  readonly supersededFrom: PlainDate | null;
  /** The means that were assessed, as they are kept: amounts are pence as text. */
  readonly means: Readonly<Record<string, unknown>>;
  readonly amounts: readonly AssessedDays[];
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** What was recorded by whom, and taken back by whom. */
export interface Recorded {
  readonly id: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

export interface HeldWish extends Recorded {
  readonly kind: string;
  readonly stream: string | null;
  readonly toSector: Sector | null;
  readonly purpose: string;
  readonly givenBy: string;
  readonly evidence: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
}

/** How the person said that they read. */
export interface HeldReading {
  readonly id: string;
  readonly language: string;
  readonly size: string;
  readonly format: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export interface HeldOptOut extends Recorded {
  readonly evidence: string;
  readonly firstDay: PlainDate;
}

export interface HeldRestriction extends Recorded {
  readonly reason: string;
}

export interface HeldRepresentative extends Recorded {
  readonly subject: string;
  readonly name: string | null;
  readonly kind: string;
  readonly evidence: string;
  /** Null: every stream. */
  readonly streams: readonly string[] | null;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly suspendedAt: Date | null;
}

/** A worker's relationship noted by hand. */
export interface HeldRelationship {
  readonly subject: string;
  readonly fromDay: PlainDate | null;
  readonly untilDay: PlainDate | null;
  readonly recordedAt: Date;
}

/** A worker's caseload that a case system sent. */
export interface HeldAllocation {
  readonly deliveryId: string;
  readonly row: number;
  readonly subject: string;
  readonly team: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly stands: boolean;
}

/** A record that a worker opened with a reason. */
export interface HeldOpening {
  readonly id: string;
  readonly subject: string;
  readonly organisation: string | null;
  readonly kind: string;
  readonly reason: string;
  readonly openedAt: Date;
  readonly untilAt: Date;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly review: string | null;
}

/** A change that was noted about the person or about something recorded of them. */
export interface HeldEvent {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  /** The worker whom it names; null where it names none. */
  readonly subject: string | null;
}

/** The words for codes that stand in what is held. */
export interface Names {
  stream(code: string): string;
  organisation(code: string): string;
  /** What files of a format tell of. */
  format(adapter: string): string;
  scheme(code: string): string;
  currency(scheme: string, code: string): string;
  /** What money may be spent on. */
  purpose(code: string): string;
}

/** Everything that is held about one person, gathered at one moment. */
export interface Held {
  readonly today: PlainDate;
  readonly names: Names;
  /** In the order in which they were first seen. */
  readonly identities: readonly HeldIdentity[];
  readonly deliveries: readonly HeldDelivery[];
  /** What is kept for totals alone. */
  readonly characteristics: readonly HeldCharacteristic[];
  readonly links: readonly HeldLink[];
  readonly comparisons: readonly HeldComparison[];
  /** Descriptions of others that may be the person's, which somebody has yet to decide. */
  readonly waitingQuestions: number;
  readonly awards: readonly HeldAward[];
  readonly payments: readonly HeldPayment[];
  readonly claims: readonly HeldClaim[];
  readonly recordedAwards: readonly HeldRecordedAward[];
  readonly awardEnds: readonly HeldAwardEnd[];
  readonly decisions: readonly HeldDecision[];
  /** In the order in which they were recorded. */
  readonly told: readonly HeldTold[];
  /** In the order in which they were opened. */
  readonly accounts: readonly HeldAccount[];
  /** What banks and payment offices told of them, in the order of recording. */
  readonly lines: readonly HeldLine[];
  /** In the order in which they were recorded. */
  readonly schedules: readonly HeldSchedule[];
  /** In the order in which they were recorded. */
  readonly assessments: readonly HeldAssessment[];
  readonly agreements: readonly HeldAgreement[];
  readonly topUps: readonly HeldTopUp[];
  /** In the order in which they were asked. */
  readonly queries: readonly HeldQuery[];
  readonly notices: readonly HeldNotice[];
  readonly carryForwards: readonly HeldCarryForward[];
  readonly supportReviews: readonly HeldSupportReview[];
  /** In the order in which they were recorded. */
  readonly unmetNeeds: readonly HeldNeed[];
  readonly wishes: readonly HeldWish[];
  readonly readings: readonly HeldReading[];
  readonly optOuts: readonly HeldOptOut[];
  readonly restrictions: readonly HeldRestriction[];
  readonly representatives: readonly HeldRepresentative[];
  readonly relationships: readonly HeldRelationship[];
  readonly allocations: readonly HeldAllocation[];
  readonly openings: readonly HeldOpening[];
  readonly looks: readonly Look[];
  readonly events: readonly HeldEvent[];
  /** Of each financial year that has a line, the oldest first. */
  readonly budgets: readonly IntegratedBudget[];
}
