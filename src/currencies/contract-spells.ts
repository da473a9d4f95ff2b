import { addPence, NO_PENCE, type Pence, toPounds } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import { ActivityRefused, admissionTypeOf, type HrgSpell } from './activity.ts';
import type { ContractTerms, MonthActivity, SpellCounts } from './contract.ts';
import { priceActivity } from './price.ts';
import type { MarginalRate } from './price-spell.ts';
import type { Priced, Pricing } from './pricing.ts';
import type { PriceStep } from './steps.ts';
import type { PriceBook } from './tariff.ts';

/** A spell given under a contract, and what orders it among others that ended on the same day. */
export interface ContractSpell {
  readonly id: string;
  readonly spell: HrgSpell;
}

/** The book of a spell's currency; undefined where its scheme is not known. */
export type BookOf = (spell: HrgSpell) => PriceBook | undefined;

/** The month of a financial year that holds the day: April is 1, March is 12. */
export function monthNumber(day: PlainDate): number {
  const month = Number(day.slice(5, 7));
  return month > 3 ? month - 3 : month + 9;
}

/**
 * What spells come to by tariff in each month told, by the day they ended. Emergency spells use up
 * the contract's baseline in the order in which they ended, through the whole year; every spell
 * rounds once. A month is there when it is told, also without a spell in it.
 */
export function activityByMonth(
  { marginal }: Pick<ContractTerms, 'marginal'>,
  spells: readonly ContractSpell[],
  monthsTold: ReadonlySet<number>,
  bookOf: BookOf,
): MonthActivity[] {
  const sums = new Map<number, MonthSum>();
  const sumOf = (month: number): MonthSum => {
    const sum = sums.get(month) ?? new MonthSum();
    sums.set(month, sum);
    return sum;
  };
  for (const month of monthsTold) sumOf(month);
  for (const { spell, kind, pricing } of pricedInOrder({ marginal }, spells, bookOf)) {
    sumOf(monthNumber(spell.dischargedOn)).add(kind, pricing);
  }
  return [...sums]
    .map(([month, sum]) => ({ month, ...sum.pence, unpriced: sum.unpriced }))
    .sort((a, b) => a.month - b.month);
}

/** What a spell comes to under a contract; null where the spell itself is wrong by what is known now. */
export type PricedSpell<Spell extends ContractSpell = ContractSpell> = Spell & {
  readonly kind: keyof SpellCounts;
  readonly pricing: Pricing | null;
};

/** Each spell of a year by tariff, in the order in which they ended. */
export function pricedInOrder<Spell extends ContractSpell>(
  { marginal }: Pick<ContractTerms, 'marginal'>,
  spells: readonly Spell[],
  bookOf: BookOf,
): PricedSpell<Spell>[] {
  const rate = marginal && { ...marginal, baseline: toPounds(marginal.baseline) };
  let before = ZERO;
  return inOrderOfEnding(spells).map((each) => {
    const pricing = priceOf(each.spell, bookOf(each.spell), rate && { ...rate, before });
    const kind = kindOf(each.spell);
    if (kind === 'emergency' && pricing?.kind === 'PRICED') {
      before = plus(before, beforeMarginalShare(pricing));
    }
    return { ...each, kind, pricing };
  });
}

function inOrderOfEnding<Spell extends ContractSpell>(spells: readonly Spell[]): Spell[] {
  return [...spells].sort(
    (a, b) => compare(a.spell.dischargedOn, b.spell.dischargedOn) || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Null where the spell itself is wrong by what is known now. */
function priceOf(
  spell: HrgSpell,
  book: PriceBook | undefined,
  marginal: MarginalRate | null,
): Pricing | null {
  if (!book) return null;
  try {
    return priceActivity(spell, book, marginal);
  } catch (error) {
    if (!(error instanceof ActivityRefused)) throw error;
    return null;
  }
}

const COUNTED: ReadonlySet<PriceStep['type']> = new Set([
  'BASE',
  'SHORT_STAY',
  'LONG_STAY',
  'TOP_UP',
]);

/** What a spell uses up of a baseline: best practice and the market forces factor are not in it. */
export function beforeMarginalShare({ steps }: Pick<Priced, 'steps'>): Ratio {
  let pounds = ZERO;
  for (const { step, after } of steps) if (COUNTED.has(step.type)) pounds = after;
  return pounds;
}

type Kind = keyof SpellCounts;

function kindOf({ admissionMethod }: HrgSpell): Kind {
  const type = admissionTypeOf(admissionMethod);
  return type === 'ELECTIVE' ? 'elective' : type === 'EMERGENCY' ? 'emergency' : 'other';
}

class MonthSum {
  readonly pence: Record<Kind, Pence> = {
    elective: NO_PENCE,
    emergency: NO_PENCE,
    other: NO_PENCE,
  };
  readonly unpriced: Record<Kind, number> = { elective: 0, emergency: 0, other: 0 };

  add(kind: Kind, pricing: Pricing | null): void {
    if (pricing?.kind !== 'PRICED') this.unpriced[kind] += 1;
    else this.pence[kind] = addPence(this.pence[kind], pricing.amount);
  }
}
