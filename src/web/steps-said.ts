import type { WorkingStep } from '../awards/working-step.ts';
import type { WhyGap } from '../budgets/gaps.ts';
import type { PriceStep } from '../currencies/steps.ts';
import type { Pence } from '../values/money.ts';
import { lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type Ratio, toDecimal } from '../values/ratio.ts';
import type { MessageValues } from './messages.ts';
import type { Page } from './page.ts';

/** What a reader is told in their language, and after it what somebody wrote in English. */
export interface Said {
  readonly said: string;
  readonly english: string | null;
}

/** Of what is not yet rounded so many decimals are shown. */
const PLACES = 6;

/** Without the noughts at its end that say nothing. */
const plain = (value: Ratio): string => toDecimal(value, 8).replace(/\.?0+$/, '');

/** How figures, days and names are written for one reader. */
class Teller {
  constructor(
    private readonly page: Pick<Page, 'say' | 'written'>,
    private readonly nameOf: (code: string) => string,
  ) {}

  say(key: string, values: MessageValues = {}, english: string | null = null): Said {
    return { said: this.words(key, values), english };
  }

  words(key: string, values: MessageValues = {}): string {
    return this.page.say(`working.${key}`, values);
  }

  name(code: string): string {
    return this.nameOf(code);
  }

  money(amount: Pence): string {
    return this.page.written.money(amount);
  }

  exactly(pounds: Ratio): string {
    return this.page.written.exactly(toDecimal(pounds, PLACES));
  }

  day(day: PlainDate): string {
    return this.page.written.day(day);
  }

  span(span: Span): string {
    return this.words('span', { from: this.day(span.from), to: this.day(lastDay(span)) });
  }

  /** A rate as it was sent: pounds with as many pence as it has. */
  rate(value: Ratio | null): string {
    return value === null ? this.words('not-given') : this.page.written.exactly(plain(value));
  }
}

type Sayings<Codes extends WorkingStep['code']> = {
  readonly [Code in Codes]: (step: Extract<WorkingStep, { code: Code }>, tell: Teller) => Said;
};

type OfFigures =
  | ('SENT' | 'IN_FORCE' | 'RATE' | 'ONE_SUM' | 'CARE_COUNTED' | 'CLAIM' | 'PRICED')
  | ('CURRENCY' | 'ROUNDED' | 'SHARE' | 'DISPUTED' | 'WOULD_BE');

/** From the raw figure to the pence. */
const FIGURES: Sayings<OfFigures> = {
  SENT: ({ who, figures, recorded }, tell) =>
    tell.say(recorded ? 'recorded' : 'sent', { who: tell.name(who) }, figures),
  IN_FORCE: ({ spans, count }, tell) =>
    tell.say('in-force', { spans: spans.map((each) => tell.span(each)).join(', '), count }),
  RATE: ({ per, amount, unitsPerWeek, comesTo }, tell) =>
    tell.say(`rate-${per}`, {
      amount: tell.rate(amount),
      units: unitsPerWeek === null ? tell.words('not-given') : plain(unitsPerWeek),
      comesTo: tell.exactly(comesTo),
    }),
  ONE_SUM: ({ comesTo }, tell) => tell.say('one-sum', { comesTo: tell.exactly(comesTo) }),
  CARE_COUNTED: ({ year, comesTo }, tell) =>
    tell.say('care-counted', { year: year ?? '', comesTo: tell.exactly(comesTo) }),
  CLAIM: ({ amount }, tell) => tell.say('claim', { amount: tell.money(amount) }),
  PRICED: ({ step, comesTo }, tell) =>
    tell.say(`price-${step.type}`, { ...priceValues(step, tell), comesTo: tell.exactly(comesTo) }),
  CURRENCY: ({ scheme, currency }, tell) => tell.say('currency', {}, `${scheme} ${currency}`),
  ROUNDED: ({ amount }, tell) => tell.say('rounded', { amount: tell.money(amount) }),
  SHARE: ({ who, from, percent, of, odd, amount }, tell) =>
    tell.say(odd ? 'share-odd' : 'share', {
      ...{ who: tell.name(who), day: tell.day(from), percent: plain(percent) },
      ...{ all: tell.money(of), amount: tell.money(amount) },
    }),
  DISPUTED: ({ who, from, amount }, tell) =>
    tell.say('disputed', {
      ...{ who: tell.name(who), day: tell.day(from), amount: tell.money(amount) },
    }),
  WOULD_BE: ({ parts }, tell) => {
    const each = parts.map(({ funder, percent, amount }) => {
      const values = { who: tell.name(funder), percent: plain(percent) };
      return tell.words('part', { ...values, amount: tell.money(amount) });
    });
    return tell.say('would-be', { parts: each.join(', ') });
  },
};

type OfChecks = Exclude<WorkingStep['code'], OfFigures>;

/** What it was checked against, what the person pays, what was paid, and where it is known from. */
const CHECKS: Sayings<OfChecks> = {
  CHECKED: ({ against, expected }, tell) =>
    expected === null
      ? tell.say(`not-checked-${against}`)
      : tell.say(`checked-${against}`, { amount: tell.money(expected) }),
  DIFFERS: ({ amount }, tell) => tell.say('differs', { amount: tell.money(amount) }),
  PERSON_PAYS: ({ reason, amount }, tell) =>
    amount === null
      ? tell.say('person-pays-unknown', {}, reason)
      : tell.say('person-pays', { amount: tell.money(amount) }, reason),
  ASSESSED_OTHERWISE: ({ amount }, tell) =>
    tell.say('assessed-otherwise', { amount: tell.money(amount) }),
  ASSESSED_DIFFERENCE: ({ amount }, tell) =>
    tell.say('assessed-difference', { amount: tell.money(amount) }),
  PAID_NOT_REPORTED: (_step, tell) => tell.say('paid-not-reported'),
  PAID: ({ amount }, tell) => tell.say('paid', { amount: tell.money(amount) }),
  LEDGER: ({ reported, amount }, tell) => {
    const how = reported ? 'beside' : 'together';
    if (amount === null) return tell.say(`accounts-${how}-unknown`);
    return tell.say(`accounts-${how}`, { amount: tell.money(amount) });
  },
  TARIFF: ({ knownFrom, illustrative, source }, tell) =>
    tell.say(illustrative ? 'list-illustrative' : 'list', { day: tell.day(knownFrom) }, source),
  SHADOW: (_step, tell) => tell.say('shadow'),
  KNOWN: ({ what, who, receivedOn, row, asOf }, tell) =>
    tell.say(`known-${what}`, {
      ...{ who: tell.name(who), received: tell.day(receivedOn), row, day: tell.day(asOf) },
    }),
  KNOWN_RECORDED: ({ what, who, role, receivedOn }, tell) =>
    tell.say(`known-recorded-${what}`, {
      ...{ who: tell.name(who), role: tell.words(`role-${role}`), day: tell.day(receivedOn) },
    }),
  EVIDENCE: ({ evidence }, tell) => tell.say('evidence', {}, evidence),
  ENDED: ({ who, reason, from }, tell) =>
    tell.say('ended', { who: tell.name(who), day: tell.day(from) }, reason),
  SUPERSEDED: ({ by }, tell) =>
    tell.say(by.byReference ? 'superseded-reference' : 'superseded-days', {
      ...{ who: tell.name(by.sender), row: by.row, received: tell.day(by.receivedOn) },
      day: tell.day(by.from),
    }),
};

const ALL: Sayings<WorkingStep['code']> = { ...FIGURES, ...CHECKS };

/** A step of the way from the raw figure to the pence, in the reader's language. */
export function stepSaid(
  page: Pick<Page, 'say' | 'written'>,
  step: WorkingStep,
  nameOf: (code: string) => string,
): Said {
  const says = ALL[step.code] as (of: WorkingStep, tell: Teller) => Said;
  return says(step, new Teller(page, nameOf));
}

/** What stands in a step from a price list to a price. */
function priceValues(step: PriceStep, tell: Teller): MessageValues {
  switch (step.type) {
    case 'BASE':
    case 'BEST_PRACTICE':
      return { amount: tell.rate(step.pounds) };
    case 'SHORT_STAY':
    case 'TOP_UP':
      return { percent: plain(step.percent) };
    case 'LONG_STAY':
      return { days: step.days, amount: tell.rate(step.poundsPerDay) };
    case 'MARGINAL_SHARE':
      return { percent: plain(step.percent), amount: tell.exactly(step.inFull) };
    case 'MARKET_FORCES':
      return { factor: plain(step.factor) };
    case 'DAYS':
      return { days: step.days, amount: tell.rate(step.pounds), per: step.per };
    case 'UNITS':
      return { count: plain(step.count), amount: tell.rate(step.pounds) };
  }
}

/** The same of a step of a price, in the words of whom it is for: no name of a price list. */
export function priceSaid(
  page: Pick<Page, 'say' | 'written'>,
  step: PriceStep,
  comesTo: Ratio,
): string {
  const tell = new Teller(page, String);
  const values = { ...priceValues(step, tell), comesTo: tell.exactly(comesTo) };
  return page.say(`worked-out.price-${step.type}`, values);
}

/** Why something of a budget is not known, in the reader's language. */
export function gapSaid({ say, written }: Pick<Page, 'say' | 'written'>, why: WhyGap): Said {
  switch (why.code) {
    case 'NOT_PRICED':
    case 'CONTRIBUTION':
      return { said: say(`gap.${why.code}`), english: why.words };
    case 'SILENT':
      return { said: say('gap.SILENT', { who: why.who, year: why.year }), english: null };
    default: {
      const day = why.code === 'DAYS' ? why.knownFrom : why.recordedOn;
      const ends = { from: written.day(why.days.from), to: written.day(lastDay(why.days)) };
      const values = { who: why.who, ...ends, day: written.day(day) };
      return { said: say(`gap.${why.code}`, values), english: null };
    }
  }
}
