import { activityFromJson } from '../awards/activity-json.ts';
import type { Contribution, ToldAward } from '../awards/award.ts';
import type { DecisionCell } from '../awards/funding-store.ts';
import type { StandingCell } from '../charging/assessment-store.ts';
import type { ContractForm } from '../currencies/contract.ts';
import { type BookCell, bookJson, bookOf } from '../currencies/store.ts';
import { empty, type Sql, sql } from '../db/database.ts';
import { recordedJson } from '../decisions/awards-store.ts';
import { type RecordedCell, recordedOf } from '../decisions/recorded.ts';
import { RECORDED_BY_HAND } from '../decisions/recorded-award.ts';
import type { ToldCell } from '../decisions/told-store.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import type { LedgerCells } from './ledger-store.ts';
import type { KnownAt, SourcesCell } from './sources.ts';

/** The prices of the award's currency, and its provider's factors, as known then. */
export const bookFor = (knownAt: KnownAt): Sql =>
  bookJson({
    scheme: sql`a.scheme`,
    code: sql`a.currency`,
    provider: sql`a.provider`,
    knownBefore: knownAt,
  });

/** Of the contract between the provider and the commissioner for the year the care is of. */
export const contractForm = (knownAt: KnownAt): Sql => sql`(select k.form from contracts k
  where k.provider = a.provider and k.commissioner = a.funder and k.year = a.year
    ${knownAt ? sql`and k.recorded_at <= ${knownAt}` : empty}
  order by k.version desc limit 1)`;

/** Beside the delivery `d` of a submission `t`: whether its funder recorded it, and what stands instead. */
export const byHand = (knownAt: KnownAt): Sql => sql`left join lateral (
    select ${recordedJson(knownAt)} as recorded
    from told a where a.submission_id = t.submission_id) by_hand on d.adapter = ${RECORDED_BY_HAND}`;

/** What only a line's reader needs; absent at the grain of sums. */
interface AwardWords {
  row: number;
  legal_basis: string;
  contribution_reason: string;
  description: string;
  raw_figures: string;
  delivery_id: string;
  received_on: PlainDate;
  /** Of an award that its funder recorded itself. */
  recorded: RecordedCell | null;
}

export interface AwardRow extends Partial<AwardWords> {
  /** On the first row only. */
  sources: SourcesCell | null;
  /** On the first row only. */
  decisions: DecisionCell[] | null;
  /** On the first row only, and at the grain of lines only. */
  deaths?: [personId: string, diedOn: PlainDate][] | null;
  /** On the first row only. */
  assessments: StandingCell[] | null;
  /** On the first row only. */
  told: ToldCell[] | null;
  /** On the first row only, and only where the ledger was asked. */
  ledger?: LedgerCells | null;
  id: string;
  /** Null when there is no award at all. */
  person_id: string | null;
  submission_id: string;
  stream: string;
  funder: string;
  funder_name: string | null;
  basis: ToldAward['basis'];
  mode: ToldAward['mode'] | null;
  service: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  year: string | null;
  completed_on: PlainDate | null;
  amount: string | null;
  per: string | null;
  units_per_week: string | null;
  unpriced_reason: string | null;
  contribution: Contribution['kind'];
  contribution_pounds: string | null;
  reports_payments: boolean;
  element: string | null;
  scheme: string | null;
  currency: string | null;
  ceiling_pence: bigint | null;
  /** A JSON list of first days and days after the last. */
  windows: string;
  as_of: PlainDate;
  adapter: string;
  sender: string;
  payments: PaymentCells[] | null;
  claims: ClaimCells[] | null;
  currency_share: string | null;
  activity: object | null;
  provider: string | null;
  care_key: string | null;
  reported_pounds: string | null;
  reference: string | null;
  /** Where a price has to be worked out or checked. */
  book: BookCell | null;
  /** The form of the contract under which a spell was given. */
  contract_form: ContractForm | null;
}

type PaymentCells = [string, string, boolean, PlainDate, PlainDate | null, PlainDate | null];
type ClaimCells = [
  reference: string,
  form: string,
  from: PlainDate,
  until: PlainDate,
  claimed: string,
  paid: string | null,
  paidOn: PlainDate | null,
  paidTo: string | null,
  employer: string | null,
  customer: string | null,
];

const ratioOf = (text: string | null): Ratio | null => (text === null ? null : decimal(text));
const penceOf = (text: string | null): Pence | null => (text === null ? null : pence(BigInt(text)));

export function awardOf(
  row: AwardRow,
  ofPerson: Pick<ToldAward, 'personId' | 'windows' | 'diedOn'>,
): ToldAward {
  return {
    ...ofPerson,
    id: row.id,
    submissionId: row.submission_id,
    row: row.row ?? 0,
    stream: row.stream,
    funder: row.funder as OrganisationCode,
    basis: row.basis,
    mode: row.mode ?? 'COMMISSIONED',
    legalBasis: row.legal_basis ?? '',
    reference: row.reference ?? null,
    service: row.service,
    serviceRank: null,
    days: { from: row.first_day, until: row.until_day },
    year: row.year as FinancialYear | null,
    completedOn: row.completed_on,
    amount: ratioOf(row.amount),
    per: row.per as Per | null,
    unitsPerWeek: ratioOf(row.units_per_week),
    unpricedReason: row.unpriced_reason,
    contribution: contributionOf(row),
    reportsPayments: row.reports_payments,
    currency: row.scheme && row.currency ? { scheme: row.scheme, code: row.currency } : null,
    currencyShare: ratioOf(row.currency_share),
    activity: row.activity && activityFromJson(row.activity),
    provider: row.provider,
    careKey: row.care_key,
    reported: ratioOf(row.reported_pounds),
    book: row.book && bookOf(row.book),
    contractForm: row.contract_form,
    description: row.description ?? '',
    rawFigures: row.raw_figures ?? '',
    element: row.element,
    ceiling: row.ceiling_pence === null ? null : pence(row.ceiling_pence),
    delivery: {
      id: row.delivery_id ?? '',
      adapter: row.adapter,
      sender: row.sender,
      receivedOn: row.received_on ?? row.as_of,
      asOf: row.as_of,
    },
    recorded: row.recorded ? recordedOf(row.recorded) : null,
    payments: (row.payments ?? []).map(([reference, amount, gross, paidOn, from, until]) => ({
      reference,
      amount: pence(BigInt(amount)),
      gross,
      paidOn,
      covers: { from, until },
    })),
    claims: (row.claims ?? []).map(claimOf),
  };
}

function contributionOf(row: AwardRow): Contribution {
  const reason = row.contribution_reason ?? '';
  if (row.contribution === 'WEEKLY' || row.contribution === 'SUM') {
    return { kind: row.contribution, reason, pounds: decimal(row.contribution_pounds ?? '0') };
  }
  return { kind: row.contribution, reason };
}

function claimOf(cells: ClaimCells): ToldAward['claims'][number] {
  const [reference, form, from, until, claimed, paid, paidOn, paidTo, employer, customer] = cells;
  return {
    reference,
    form,
    supportFrom: from,
    supportUntil: until,
    claimed: pence(BigInt(claimed)),
    paid: penceOf(paid),
    paidOn,
    paidTo,
    employerShare: penceOf(employer),
    customerShare: penceOf(customer),
  };
}
