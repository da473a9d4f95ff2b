import type { AgreementRecord } from './agreements-store.ts';
import type { PoolFault } from './judge-agreement.ts';
import type { Contribution, Pool, PoolGrant } from './pool.ts';
import type { SaidPool } from './said-pool.ts';
import { sameOf, textOf } from './same-said.ts';

/** What was loaded before: of the pool, its grants and the same agreement. */
export interface LoadedBefore {
  readonly pools: readonly Pool[];
  readonly grants: readonly PoolGrant[];
}

const TERMS = [
  ...(['aims', 'functions', 'services', 'manager', 'accounts', 'riskShare', 'carry'] as const),
  ...(['carryShare', 'grantPassesWhole'] as const),
] as const;

const SCHEME_FIELDS = [
  ...(['name', 'type', 'subType', 'description', 'areaOfSpend', 'commissioner'] as const),
  'provider',
] as const;

/** What was loaded before and is said otherwise now: it is never changed, only added to. */
export function faultsOfChange(
  said: SaidPool,
  known: LoadedBefore,
  before: AgreementRecord | undefined,
): PoolFault[] {
  return [
    ...faultsOfPool(said, known),
    ...(before ? faultsOfAgreement(said, before) : []),
    ...(before ? faultsOfTotals(said, before) : []),
    ...(before ? faultsOfScheme(said, before) : []),
  ];
}

const fault = (where: string, reason: string) => [
  { where, code: 'OTHER_AGREEMENT' as const, reason },
];

function faultsOfPool({ pool, grants }: SaidPool, known: LoadedBefore): PoolFault[] {
  const kept = known.pools.find(({ code }) => code === pool.code);
  const isSame = !kept || sameOf(kept, pool, ['name', 'host']);
  return [
    ...(isSame ? [] : fault('pool', 'has another name or host: a pool keeps both for good')),
    ...grants.flatMap((each) => {
      const one = known.grants.find(({ reference }) => reference === each.reference);
      const same = !one || sameOf(one, each, ['giver', 'receiver', 'year', 'amount', 'purpose']);
      return same ? [] : fault(`grant ${each.reference}`, 'was loaded otherwise');
    }),
  ];
}

function faultsOfAgreement({ agreement }: SaidPool, before: AgreementRecord): PoolFault[] {
  const changed: string[] = TERMS.filter((field) => !sameOf(before, agreement, [field]));
  if (partnersOf(before) !== partnersOf(agreement)) changed.push('partners');
  if (before.days.from !== agreement.days.from) changed.push('firstDay');
  if (before.signedUntil !== agreement.days.until) changed.push('lastDay');
  if (changed.length === 0) return [];
  const reason = `has other terms than were loaded (${changed.join(', ')}): vary its contributions, or end it and load another`;
  return fault(`agreement ${agreement.reference}`, reason);
}

const partnersOf = ({ partners }: SaidPool['agreement']): string =>
  textOf(
    partners.map(({ organisation, share, most }) => textOf([organisation, share, most])).toSorted(),
  );

function faultsOfTotals(said: SaidPool, before: AgreementRecord): PoolFault[] {
  return said.totals.flatMap(({ year, variation, total }) => {
    const isOf = (each: { readonly year: string; readonly variation: string }) =>
      each.year === year && each.variation === variation;
    const one = before.totals.find(isOf);
    if (!one) return [];
    const of = (all: readonly Contribution[]) =>
      textOf(
        all
          .filter(isOf)
          .map(({ partner, source, amount }) => textOf([partner, source, amount]))
          .toSorted(),
      );
    if (one.total === total && of(before.contributions) === of(said.contributions)) return [];
    const name = variation === '' ? year : `variation ${variation}, ${year}`;
    const where = `agreement ${before.reference}, ${name}`;
    return fault(where, 'was loaded otherwise: what changes it is another variation');
  });
}

function faultsOfScheme({ schemes }: SaidPool, before: AgreementRecord): PoolFault[] {
  return schemes.flatMap((scheme) => {
    const one = before.schemes.find(({ code }) => code === scheme.code);
    if (!one || sameOf(one, scheme, SCHEME_FIELDS)) return [];
    return fault(`scheme ${scheme.code}`, 'was loaded otherwise: give another its own code');
  });
}
