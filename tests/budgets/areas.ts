import { STREAMS } from '../../seeds/reference/streams.ts';
import type { ToldAward } from '../../src/awards/award.ts';
import type { FundingDecision } from '../../src/awards/share.ts';
import {
  type AreaInYear,
  type IntegratedBudget,
  integrate,
  type StreamBudget,
} from '../../src/budgets/budget.ts';
import { type ExpectedSource, type SourceSpeaks, senderKey } from '../../src/budgets/freshness.ts';
import { type LedgerMoney, NOTHING_IN_LEDGER } from '../../src/budgets/ledger-paid.ts';
import type { StandingAssessment } from '../../src/charging/assessment.ts';
import { day, year } from '../awards/drafts.ts';

/** An area on 15 January 2026, asked for 2025-26, where no source is expected; give what differs. */
export function area(differs: Partial<AreaInYear> = {}): AreaInYear {
  return {
    year: year('2025-26'),
    today: day('2026-01-15'),
    streams: STREAMS,
    speaking: new Map(),
    expected: [],
    staleAfterDays: () => 150,
    funderName: (code) => `name of ${code}`,
    ...differs,
  };
}

/** The budget that the awards come to, told by the organisation that `tell` names. */
export function budgetOf(
  awards: readonly ToldAward[],
  differs: Partial<AreaInYear> = {},
  recorded: {
    readonly decisions?: readonly FundingDecision[];
    readonly assessments?: readonly StandingAssessment[];
    readonly ledger?: readonly LedgerMoney[];
  } = {},
): IntegratedBudget {
  const { decisions, assessments, ledger } = recorded;
  const toldBy = new Set(['E08000039']);
  return integrate(area(differs), awards, toldBy, decisions, assessments, {
    ...NOTHING_IN_LEDGER,
    money: ledger ?? [],
  });
}

/** The one entry of a stream; fails where there is none or another. */
export function entryOf(budget: IntegratedBudget, code: string): StreamBudget {
  const [entry, another] = budget.streams.filter(({ stream }) => stream.code === code);
  if (!entry || another) throw new Error(`not one entry of ${code}`);
  return entry;
}

/** The figures of the one entry of a BUDGET stream. */
export function figuresIn(budget: IntegratedBudget, code = 'adult-social-care') {
  return entryOf(budget, code).figures;
}

/** What sources speak for, as an area holds it. */
export function speaking(...sources: SourceSpeaks[]): AreaInYear['speaking'] {
  return new Map(sources.map((source) => [senderKey(source), source]));
}

/** A source that is expected and has delivered nothing for the year. */
export function silent(
  stream: string,
  organisation: string,
  differs: Partial<ExpectedSource> = {},
): ExpectedSource {
  return {
    ...{ stream, organisation, organisationName: `name of ${organisation}` },
    ...{ adapter: 'test', isCouncil: false, delivered: false },
    ...differs,
  };
}

export const NOTHING_KNOWN = {
  awarded: null,
  contribution: null,
  paid: null,
  remaining: null,
  unreported: null,
};
