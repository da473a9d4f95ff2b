import type { Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AgreementRecord } from './agreements-store.ts';
import { type FreshPool, freshIn } from './fresh-pool.ts';
import {
  faultsOfContributions,
  faultsOfSchemes,
  faultsOfTerms,
  isOfWholeMonths,
  type PoolFault,
  type SchemeDays,
  WHOLE_MONTHS,
} from './judge-agreement.ts';
import { faultsOfChange } from './judge-changes.ts';
import { faultsOfPlans, faultsOfRepeats } from './judge-plans.ts';
import { faultsOfRules } from './judge-rules.ts';
import { type AttributionRule, cutShort, type Pool, type PoolGrant } from './pool.ts';
import type { SaidPool } from './said-pool.ts';

/** What a file is judged against. */
export interface PoolKnown {
  readonly pools: readonly Pool[];
  /** Of every pool. */
  readonly agreements: readonly AgreementRecord[];
  /** Of every pool. */
  readonly rules: readonly AttributionRule[];
  /** Beside this pool. */
  readonly grants: readonly PoolGrant[];
  readonly isOrganisation: (code: string) => boolean;
  readonly isStream: (code: string) => boolean;
  /** Whether there is a family of currencies by that code. */
  readonly isCurrencyScheme: (code: string) => boolean;
  readonly today: PlainDate;
  /** Things may be known from days gone by, for setting a hub up. */
  readonly history: boolean;
}

export interface JudgedPool {
  readonly fresh: FreshPool;
  readonly faults: readonly PoolFault[];
}

/** Judges all that a file says; what was agreed before is never changed, only added to. */
export function judgePool(file: SaidPool, known: PoolKnown): JudgedPool {
  const { agreement } = file;
  const before = known.agreements.find((each) => isOf(each, agreement));
  const days = cutShort(cutShort(agreement.days, file.end?.until ?? null), endOf(before));
  const said = { ...file, rules: rulesUntil(file, days) };
  const fresh = freshIn(said, known, before, days.until);
  const faults = [
    ...faultsOfKnownFrom(said, known),
    ...faultsOfCodes(said, known),
    ...faultsOfRepeats(said),
    ...faultsOfChange(said, known, before),
    ...faultsOfTerms(agreement, said.pool.host),
    ...faultsOfEnd(said, known),
    ...faultsOfSchemes(
      { ...agreement, days },
      said.schemes.map(({ code }) => code),
      schemeDays(known.agreements),
    ),
    ...faultsOfContributions(agreement, {
      totals: [...(before?.totals ?? []), ...fresh.totals],
      contributions: [...(before?.contributions ?? []), ...fresh.contributions],
    }),
    ...faultsOfPlans(said, before),
  ];
  if (faults.length > 0) return { fresh, faults };
  return { fresh, faults: faultsOfDrawing(said, { known, before, days, fresh }) };
}

const isOf = (
  each: { readonly pool: string; readonly reference: string },
  { pool, reference }: SaidPool['agreement'],
): boolean => each.pool === pool && each.reference === reference;

const endOf = (before: AgreementRecord | undefined): PlainDate | null => before?.days.until ?? null;

/** An agreement that ends early takes its rules with it. */
function rulesUntil({ rules, agreement }: SaidPool, days: Span): AttributionRule[] {
  if (days.until === agreement.days.until) return [...rules];
  return rules
    .map((rule) => ({ ...rule, days: cutShort(rule.days, days.until) }))
    .filter((rule) => rule.days.from < rule.days.until);
}

function schemeDays(agreements: readonly AgreementRecord[]): SchemeDays[] {
  return agreements.flatMap(({ pool, reference: agreement, days, schemes }) =>
    schemes.map(({ code: scheme }) => ({ pool, agreement, scheme, days })),
  );
}

interface Drawing {
  readonly known: PoolKnown;
  readonly before: AgreementRecord | undefined;
  readonly days: Span;
  readonly fresh: FreshPool;
}

/** What is wrong with the new rules, with the schemes that the file adds in mind. */
function faultsOfDrawing(
  { pool, agreement, schemes }: SaidPool,
  { known, before, days, fresh }: Drawing,
): PoolFault[] {
  const others = known.agreements.filter((each) => each !== before);
  const own = [...schemes, ...(before?.schemes ?? [])].map(({ code: scheme }) => ({
    ...{ pool: pool.code, agreement: agreement.reference, scheme, days },
  }));
  const all = [...others, { ...agreement, days }];
  return faultsOfRules(fresh.rules, {
    stored: known.rules,
    schemes: [...schemeDays(others), ...own],
    keepsGrant: (code, day) =>
      all.some(
        (each) =>
          each.pool === code &&
          !each.grantPassesWhole &&
          each.days.from <= day &&
          day < each.days.until,
      ),
    today: known.today,
  });
}

function faultsOfKnownFrom({ agreement }: SaidPool, { today, history }: PoolKnown): PoolFault[] {
  const { knownFrom } = agreement;
  const fault = (reason: string) => [{ where: 'knownFrom', code: 'BACKDATED' as const, reason }];
  if (knownFrom > today) return fault('is a day to come: nobody can know it yet');
  if (knownFrom === today || history) return [];
  return fault('is a day gone by: what was answered since would be otherwise; load it as history');
}

function faultsOfCodes(
  { pool, agreement, rules, grants }: SaidPool,
  { isOrganisation, isStream, isCurrencyScheme }: PoolKnown,
): PoolFault[] {
  const bodies = [
    pool.host,
    ...agreement.partners.map(({ organisation }) => organisation),
    ...rules.flatMap(({ funder }) => (funder === null ? [] : [funder])),
    ...grants.flatMap(({ giver, receiver }) => [giver, receiver]),
  ];
  const streams = rules.map(({ stream }) => stream);
  const schemes = rules.flatMap(({ currency }) => (currency === null ? [] : [currency.scheme]));
  const unknown = (what: string, codes: readonly string[], isKnown: (code: string) => boolean) =>
    [...new Set(codes)]
      .filter((code) => !isKnown(code))
      .map((code) => ({
        ...{ where: `${what} ${code}`, code: 'UNKNOWN_CODE' as const, reason: 'is not known here' },
      }));
  return [
    ...unknown('organisation', bodies, isOrganisation),
    ...unknown('stream', streams, isStream),
    ...unknown('currency scheme', schemes, isCurrencyScheme),
  ];
}

function faultsOfEnd({ agreement, end }: SaidPool, { today }: PoolKnown): PoolFault[] {
  if (!end) return [];
  const { days, reference } = agreement;
  const where = `agreement ${reference}, end`;
  if (end.until <= days.from || end.until > days.until) {
    return [{ where, code: 'OUTSIDE_AGREEMENT', reason: 'is no day of the agreement' }];
  }
  if (!isOfWholeMonths({ from: days.from, until: end.until })) {
    return [{ where, code: 'NOT_WHOLE_MONTHS', reason: WHOLE_MONTHS }];
  }
  if (end.until >= today) return [];
  const reason = `is before ${today}: how money of days gone by was attributed would change`;
  return [{ where, code: 'REWRITES_PAST', reason }];
}
