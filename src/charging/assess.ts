import { whyFree } from '../awards/charge.ts';
import type { Step } from '../awards/working.ts';
import { NO_PENCE, type Pence, poundsText, toPence, toPounds } from '../values/money.ts';
import { contains, type Period } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { minus, plus, type Ratio, times, toDecimal, ZERO } from '../values/ratio.ts';
import { type AgeBand, type Birthdays, bandOn, birthdaysOf } from './age.ts';
import { CHARGED_AS, type Manner, type Means, type Regular, weeklyOf } from './means.ts';
import {
  type ChargingBook,
  daysWhereRatesChange,
  lackOn,
  nameOn,
  type RateKind,
  rateOn,
} from './rates.ts';

/**
 * WEEKLY: the person pays this sum a week. WHOLE_COST: they pay all that the care costs the council.
 * NEVER_CHARGED: the law forbids a charge. NOT_KNOWN: a figure is lacking, and the reason names it.
 */
export const ASSESSED_KINDS = ['WEEKLY', 'WHOLE_COST', 'NEVER_CHARGED', 'NOT_KNOWN'] as const;
export type AssessedKind = (typeof ASSESSED_KINDS)[number];

/** What somebody pays a week over days on which nothing changes. */
export interface AssessedDays {
  readonly days: Period & { readonly from: PlainDate };
  readonly kind: AssessedKind;
  /** Whole pence a week, rounded once; null where it is not known. */
  readonly weekly: Pence | null;
  /** For arranging the care, beside what the care costs and in no sum of it; left out where none is. */
  readonly arrangementFee?: Regular;
  /** Why it is this kind, in words. */
  readonly reason: string;
  readonly steps: readonly Step[];
}

type Found = Omit<AssessedDays, 'days'>;

/**
 * What a person is to pay for council care: a dated list without gaps, cut where a rate changes, the
 * person becomes 25 or reaches pension age, or the twelve weeks of a former home end. Source: Care
 * Act 2014 s14, s17; SI 2014/2672. Asks for means that `faultOfMeans` finds nothing wrong with.
 */
export function assess(
  means: Means,
  book: ChargingBook,
  days: AssessedDays['days'],
): readonly AssessedDays[] {
  const free = whyFree(CHARGED_AS[means.legalBasis]);
  if (free !== null) {
    const steps = [{ step: `Nothing is charged: ${free}`, result: poundsText(NO_PENCE) }];
    return [{ days, kind: 'NEVER_CHARGED', weekly: NO_PENCE, reason: free, steps }];
  }
  const { age } = means;
  const birthdays = 'band' in age ? null : birthdaysOf(age.birthDate, book.pensionAges);
  const starts = cuts(means, book, days, birthdays);
  const found = starts.map((from, at): AssessedDays => {
    const band = 'band' in age ? age.band : bandOn(birthdays as Birthdays, from);
    return {
      days: { from, until: starts[at + 1] ?? days.until },
      ...withFee(foundOn(means, book, from, band), means),
    };
  });
  return found.reduce<AssessedDays[]>(joinSame, []);
}

function cuts(
  { formerHome }: Means,
  book: ChargingBook,
  days: AssessedDays['days'],
  birthdays: Birthdays | null,
): PlainDate[] {
  const own = [
    birthdays?.twentyFifth,
    birthdays?.pension,
    formerHome && endOfDisregard(formerHome.residentFrom),
  ];
  const inside = own.filter((day) => day && day > days.from && contains(days, day)) as PlainDate[];
  return [...new Set([...daysWhereRatesChange(book, days), ...inside])].sort();
}

/** A cut where nothing changes after all is none. */
function joinSame(before: AssessedDays[], next: AssessedDays): AssessedDays[] {
  const last = before.at(-1);
  const saying = ({ days: _days, weekly, arrangementFee: fee, ...rest }: AssessedDays) =>
    JSON.stringify({ ...rest, weekly: weekly?.toString(), fee: fee && [`${fee.amount}`, fee.per] });
  if (!last || saying(last) !== saying(next)) return [...before, next];
  const days = { from: last.days.from, until: next.days.until };
  return [...before.slice(0, -1), { ...last, days }];
}

/** Only who pays the full cost is charged for its being arranged (Care Act 2014 s14(1)(b)). */
function withFee(found: Found, { arrangementFee: fee }: Means): Found {
  if (!fee || found.kind !== 'WHOLE_COST') return found;
  const words = `Beside it, for arranging the care, per ${inWords(fee.per)}`;
  return {
    ...found,
    arrangementFee: { amount: fee.amount, per: fee.per },
    steps: [...found.steps, step(words, toPounds(fee.amount))],
  };
}

const WITHOUT_MEANS: Readonly<Record<Exclude<Manner, 'ASSESSED'>, string>> = {
  LIGHT_TOUCH: 'treated as assessed, at the sum the council states',
  FULL_COST: 'the person agrees to pay the full cost',
  NOT_DISCLOSED: 'means were not disclosed, so the full cost is charged',
};

function foundOn(means: Means, book: ChargingBook, day: PlainDate, band: AgeBand | null): Found {
  const cost = toPence(weeklyOf(means.costOfCare));
  if (means.manner !== 'ASSESSED') {
    const reason = WITHOUT_MEANS[means.manner];
    if (means.agreedWeekly === null) return wholeCost([], reason, cost);
    return capped([step(reason, toPounds(means.agreedWeekly))], toPounds(means.agreedWeekly), cost);
  }
  const lack = lackOn(book, day, means.premiums);
  if (lack !== null) return notKnown(lack);
  const { steps, capital, tariffIncome } = capitalOn(means, book, day);
  if (tariffIncome === null) {
    const reason = 'capital is above the upper limit, so the full cost is charged';
    return wholeCost(steps, reason, cost);
  }
  const income = incomeOf(means);
  const kept = keptOn(means, book, day, band);
  if (typeof kept === 'string') return notKnown(kept);
  const able = minus(plus(income.total, tariffIncome), kept.total);
  const all = [
    ...steps,
    step(`Tariff income from capital of ${inPounds(capital)}, a week`, tariffIncome),
    ...income.steps,
    ...kept.steps,
    step('Income and tariff income less what is kept', able),
  ];
  return capped(all, able.n < 0n ? ZERO : able, cost);
}

const notKnown = (reason: string): Found => ({
  ...{ kind: 'NOT_KNOWN', weekly: null, reason },
  steps: [{ step: reason, result: 'not known' }],
});

const wholeCost = (steps: readonly Step[], reason: string, cost: Pence): Found => ({
  ...{ kind: 'WHOLE_COST', weekly: cost, reason },
  steps: [...steps, { step: `The whole cost: ${reason}`, result: poundsText(cost) }],
});

/** Never more than the care costs the council; rounded once. */
function capped(steps: readonly Step[], able: Ratio, cost: Pence): Found {
  const rounded = toPence(able);
  const isCapped = rounded > cost;
  const weekly = isCapped ? cost : rounded;
  const reason = isCapped ? 'as assessed, up to the cost of the care' : 'as assessed';
  const words = isCapped
    ? 'A week, up to the council’s own cost of the care'
    : 'A week, not below nothing, rounded once to whole pence';
  return {
    ...{ kind: 'WEEKLY', weekly, reason },
    steps: [...steps, { step: words, result: poundsText(weekly) }],
  };
}

/** At most two decimals where that is exact, else six. */
function inPounds(pounds: Ratio): string {
  return toDecimal(pounds, 100n % pounds.d === 0n ? 2 : 6);
}

const step = (words: string, pounds: Ratio): Step => ({ step: words, result: inPounds(pounds) });

const TWELVE_WEEKS = 84;

function endOfDisregard(residentFrom: PlainDate): PlainDate {
  return addDays(residentFrom, TWELVE_WEEKS);
}

/** Tariff income is null above the upper limit: the person funds themself. */
function capitalOn(
  { capital, formerHome }: Means,
  book: ChargingBook,
  day: PlainDate,
): { readonly steps: Step[]; readonly capital: Ratio; readonly tariffIncome: Ratio | null } {
  const steps: Step[] = [];
  let counted = NO_PENCE;
  for (const { amount, disregarded } of capital)
    counted = (counted + amount - disregarded) as Pence;
  steps.push(step('Capital, less what is left out of it', toPounds(counted)));
  if (formerHome) {
    const until = endOfDisregard(formerHome.residentFrom);
    const isLeftOut = day >= formerHome.residentFrom && day < until;
    const words = isLeftOut
      ? `The former home is left out for twelve weeks, up to and without ${until}`
      : 'The former home counts as capital';
    const value = isLeftOut ? NO_PENCE : formerHome.value;
    steps.push(step(words, toPounds(value)));
    counted = (counted + value) as Pence;
  }
  const [lower, upper, every] = (
    ['CAPITAL_LOWER_LIMIT', 'CAPITAL_UPPER_LIMIT', 'TARIFF_INCOME_STEP'] as const
  ).map((kind) => amountOn(book, kind, day)) as [Pence, Pence, Pence];
  steps.push(
    step('Lower capital limit', toPounds(lower)),
    step('Upper capital limit', toPounds(upper)),
  );
  const tariffIncome = counted > upper ? null : tariffIncomeOf(counted, lower, every);
  return { steps, capital: toPounds(counted), tariffIncome };
}

/** £1 a week for each step of capital above the lower limit, or part of one (reg 25). */
export function tariffIncomeOf(capital: Pence, lower: Pence, every: Pence): Ratio {
  const above = capital - lower;
  return above <= 0n ? ZERO : { n: (above + every - 1n) / every, d: 1n };
}

const amountOn = (book: ChargingBook, kind: RateKind, day: PlainDate): Pence =>
  rateOn(book, kind, null, day)?.amount ?? NO_PENCE;

function incomeOf({ incomes }: Means): { readonly steps: Step[]; readonly total: Ratio } {
  let total: Ratio = ZERO;
  const steps = incomes.map((income) => {
    const { kind, per } = income;
    const name = `Income, ${kind.toLowerCase()}, ${inPounds(toPounds(income.amount))} per ${inWords(per)}`;
    if (kind === 'EARNINGS') return step(`${name}: earnings are left out`, ZERO);
    const counted = weeklyOf({ per, amount: (income.amount - income.disregarded) as Pence });
    total = plus(total, counted);
    const leftOut = income.disregarded === NO_PENCE ? '' : ', less what is left out of it';
    return step(`${name}${leftOut}, a week`, counted);
  });
  return { steps, total };
}

const inWords = (per: Regular['per']): string => per.toLowerCase().replace(/_/g, ' ');

const GUARANTEE: Readonly<Record<AgeBand, RateKind>> = {
  '18_TO_24': 'GUARANTEE_18_TO_24',
  '25_TO_PENSION': 'GUARANTEE_25_TO_PENSION',
  PENSION: 'GUARANTEE_PENSION',
};

interface Kept {
  readonly steps: Step[];
  readonly total: Ratio;
}

/** What the person keeps a week; or why that is not known, in words. */
function keptOn(
  means: Means,
  book: ChargingBook,
  day: PlainDate,
  band: AgeBand | null,
): Kept | string {
  if (means.setting === 'CARE_HOME') {
    const allowance = toPounds(amountOn(book, 'PERSONAL_EXPENSES', day));
    const words = `Kept: ${nameOn(book, 'PERSONAL_EXPENSES', day)}`;
    return { steps: [step(words, allowance)], total: allowance };
  }
  if (means.household === 'COUPLE') return 'rate not known: none is loaded for one of a couple';
  if (band === null) return 'pension age not known: the timetable does not hold that birth date';
  const parts = [
    guaranteeOn(means, book, day, band),
    ...premiumsOn(means, book, day, band),
    ...(means.children > 0 ? [childrenOn(means, book, day)] : []),
    ...costs('housing costs', means.housingCosts),
    ...costs('disability-related expenses', means.disabilityExpenses),
  ];
  const steps = parts.map(({ words, pounds }) => step(`Kept: ${words}`, pounds));
  return { steps, total: parts.reduce<Ratio>((sum, each) => plus(sum, each.pounds), ZERO) };
}

interface Part {
  readonly words: string;
  readonly pounds: Ratio;
}

/**
 * The national floor, or more where the council guarantees more. A lone parent has the amount from
 * 25 on at any age (reg 7(3)).
 */
function guaranteeOn(
  { council, children }: Means,
  book: ChargingBook,
  day: PlainDate,
  band: AgeBand,
): Part {
  const asIf = band === '18_TO_24' && children > 0 ? '25_TO_PENSION' : band;
  const kind = GUARANTEE[asIf];
  const floor = amountOn(book, kind, day);
  const own = rateOn(book, kind, council, day)?.amount ?? NO_PENCE;
  const words = nameOn(book, kind, day);
  if (own <= floor) return { words, pounds: toPounds(floor) };
  const than = `more than the national ${poundsText(floor)}`;
  return { words: `${words}, the council’s own, ${than}`, pounds: toPounds(own) };
}

/** Source: SI 1987/1967 Sch 2 para 11, 13A: the two disability premiums end at pension age. */
function premiumsOn(
  { premiums }: Means,
  book: ChargingBook,
  day: PlainDate,
  band: AgeBand,
): Part[] {
  return premiums.map((kind) => {
    if (band === 'PENSION' && kind !== 'CARER_PREMIUM') {
      return { words: `${nameOn(book, kind, day)} ends at pension age`, pounds: ZERO };
    }
    return { words: nameOn(book, kind, day), pounds: toPounds(amountOn(book, kind, day)) };
  });
}

function childrenOn({ children }: Means, book: ChargingBook, day: PlainDate): Part {
  const each = toPounds(amountOn(book, 'CHILD', day));
  const pounds = times(each, { n: BigInt(children), d: 1n });
  return { words: `${nameOn(book, 'CHILD', day)}, ${children} of them`, pounds };
}

function costs(words: string, entries: readonly Regular[]): Part[] {
  if (entries.length === 0) return [];
  return [{ words, pounds: entries.reduce<Ratio>((sum, each) => plus(sum, weeklyOf(each)), ZERO) }];
}
