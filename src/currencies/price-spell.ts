import { financialYearOf } from '../values/financial-year.ts';
import { contains } from '../values/period.ts';
import { isZero, minus, type Ratio, toDecimal, ZERO } from '../values/ratio.ts';
import { admissionTypeOf, type HrgSpell, lengthOfStay } from './activity.ts';
import { type Pricing, plainNumber, priced, priceText, unpriced } from './pricing.ts';
import { Working } from './steps.ts';
import { factorOn, type PriceBook, type Tariff, tariffOn } from './tariff.ts';

/** From this age on an emergency stay under two days is paid as a short stay. */
const SHORT_STAY_FROM_AGE = 19;
const SHORT_STAY_BELOW_DAYS = 2;

/**
 * Emergency activity above the contract's baseline is paid at a share. Pounds are before the market
 * forces factor, which comes last.
 */
export interface MarginalRate {
  readonly baseline: Ratio;
  /** What emergency activity before this spell has come to in the contract's year. */
  readonly before: Ratio;
  readonly percent: Ratio;
}

/**
 * The price of a spell: base × short stay + long stay + top-up + best practice, × marginal share,
 * × market forces factor, rounded once. Source: NHS tariff guidance, order of adjustments.
 */
export function priceSpell(
  spell: HrgSpell,
  book: PriceBook,
  marginal: MarginalRate | null = null,
): Pricing {
  const type = admissionTypeOf(spell.admissionMethod);
  const kind = type === 'ELECTIVE' ? 'ELECTIVE' : 'NON_ELECTIVE';
  const day = spell.dischargedOn;
  const days = lengthOfStay(spell);
  if (spell.patientClassification > '2') {
    return unpriced(
      'regular attenders and stays for birth facilities only have no price per spell',
    );
  }
  const none = book.unpricedKinds.find((each) => each.kind === kind && contains(each.days, day));
  if (none) return unpriced(none.reason);
  const tariff = tariffOn(book, kind, spell.provider, day);
  const named = kind === 'ELECTIVE' ? 'elective' : 'non-elective';
  if (!tariff?.pounds) {
    return unpriced(
      `no ${named} price is loaded for this currency in the price year ${financialYearOf(day)}`,
    );
  }
  const used: Tariff[] = [tariff];
  const working = new Working();
  working.add(
    { type: 'BASE', pounds: tariff.pounds },
    () =>
      `${sentence(named)} price per spell, price year ${financialYearOf(day)} (the year it ended)`,
  );
  const short = type === 'EMERGENCY' && days < SHORT_STAY_BELOW_DAYS;
  const stay =
    (short ? shortStay(spell, book, working, used) : null) ??
    longStay(spell, tariff, days, working);
  if (stay !== null) return unpriced(stay);
  topUp(spell, book, working, used);
  bestPractice(spell, book, working, used);
  if (marginal && type === 'EMERGENCY') marginalShare(marginal, working);
  const missing = marketForces(spell, book, working);
  if (missing !== null) return unpriced(missing);
  return priced(working, used);
}

/** Why no price can be given, or null where the step is taken or not called for. */
type Missing = string | null;

function shortStay(spell: HrgSpell, book: PriceBook, working: Working, used: Tariff[]): Missing {
  const age = spell.ageOnAdmission;
  if (age === null) {
    return 'an emergency stay under two days is priced by age, and the age is not known';
  }
  if (age < SHORT_STAY_FROM_AGE) return null;
  const share = tariffOn(book, 'SHORT_STAY', spell.provider, spell.dischargedOn);
  if (!share?.percent) {
    return 'an emergency stay of an adult under two days, and no short-stay percentage is loaded for this currency';
  }
  const { percent } = share;
  used.push(share);
  working.add(
    { type: 'SHORT_STAY', percent },
    () => `Emergency stay under two days: ${plainNumber(percent)} % of the price`,
  );
  return null;
}

function longStay(
  { patientClassification }: HrgSpell,
  { trimPoint, longStayPounds }: Tariff,
  days: number,
  working: Working,
): Missing {
  const isDayCase = patientClassification === '2' && days === 0;
  if (isDayCase || trimPoint === null || days <= trimPoint) return null;
  if (longStayPounds === null) {
    return 'the stay is longer than the trim point, and no price per further day is loaded';
  }
  const beyond = days - trimPoint;
  working.add(
    { type: 'LONG_STAY', days: beyond, poundsPerDay: longStayPounds },
    () =>
      `${days} days, ${beyond} beyond the trim point of ${trimPoint}: ${priceText(longStayPounds)} a day`,
  );
  return null;
}

function topUp(spell: HrgSpell, book: PriceBook, working: Working, used: Tariff[]): void {
  const tariff = tariffOn(book, 'TOP_UP', spell.provider, spell.dischargedOn);
  if (!tariff?.percent || isZero(tariff.percent)) return;
  const { percent } = tariff;
  used.push(tariff);
  working.add({ type: 'TOP_UP', percent }, () => `Specialised top-up of ${plainNumber(percent)} %`);
}

function bestPractice(spell: HrgSpell, book: PriceBook, working: Working, used: Tariff[]): void {
  if (!spell.bestPracticeEvidenced) return;
  const tariff = tariffOn(book, 'BEST_PRACTICE', spell.provider, spell.dischargedOn);
  const pounds = tariff?.pounds ?? ZERO;
  if (tariff) used.push(tariff);
  working.add({ type: 'BEST_PRACTICE', pounds }, () =>
    tariff ? 'Best practice, with its evidence' : 'Best practice evidenced; no add-on is loaded',
  );
}

function marginalShare({ baseline, before, percent }: MarginalRate, working: Working): void {
  const left = minus(baseline, before);
  const inFull = left.n <= 0n ? ZERO : isMore(working.main, left) ? left : working.main;
  if (inFull === working.main) return;
  working.add(
    { type: 'MARGINAL_SHARE', percent, inFull },
    () =>
      `Emergency activity above the contract’s baseline: ${plainNumber(percent)} % beyond ${priceText(inFull)}`,
  );
}

function isMore(a: Ratio, b: Ratio): boolean {
  return a.n * b.d > b.n * a.d;
}

function marketForces(spell: HrgSpell, book: PriceBook, working: Working): Missing {
  const given = spell.marketForcesFactor;
  const factor = given ?? factorOn(book, spell.provider, spell.dischargedOn)?.factor;
  if (!factor) {
    return `no market forces factor is loaded for ${spell.provider} in the price year ${financialYearOf(spell.dischargedOn)}`;
  }
  working.add({ type: 'MARKET_FORCES', factor }, () => {
    const whose = given ? 'as given with the question' : `of ${spell.provider}`;
    return `Market forces factor ${whose}: ${toDecimal(factor, 6)}`;
  });
  return null;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
