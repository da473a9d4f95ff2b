import { describe, expect, it } from 'vitest';
import type { Superseding } from '../../src/awards/award.ts';
import { inEnglish } from '../../src/awards/working.ts';
import type { WorkingStep } from '../../src/awards/working-step.ts';
import type { WhyGap } from '../../src/budgets/gaps.ts';
import type { PriceStep } from '../../src/currencies/steps.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { PERS } from '../../src/values/rate.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { writtenIn } from '../../src/web/figures.ts';
import { LANGUAGES, type Language } from '../../src/web/look.ts';
import { sayIn } from '../../src/web/messages.ts';
import { gapSaid, priceSaid, stepSaid } from '../../src/web/steps-said.ts';

const day = (text: string) => text as PlainDate;
const page = (language: Language) => ({
  say: sayIn({ language, format: 'full' }),
  written: writtenIn(language),
});
const name = (code: string) => ({ A: 'Sheffield', B: 'Barnsley' })[code] ?? code;
const amount = pence(1234_50n);
const comesTo = decimal('11680.5');
const span = { from: day('2025-04-01'), until: day('2026-04-01') };
const by: Superseding = {
  ...{ from: day('2025-06-01'), delivery: 'd', row: 3, sender: 'B' },
  ...{ receivedOn: day('2025-07-01'), byReference: true },
};

const PRICES: readonly PriceStep[] = [
  { type: 'BASE', pounds: decimal('6602') },
  { type: 'SHORT_STAY', percent: ratio(70) },
  { type: 'LONG_STAY', days: 8, poundsPerDay: ratio(232) },
  { type: 'TOP_UP', percent: ratio(11) },
  { type: 'BEST_PRACTICE', pounds: ratio(1335) },
  { type: 'MARGINAL_SHARE', percent: ratio(30), inFull: ratio(100) },
  { type: 'MARKET_FORCES', factor: decimal('1.0461') },
  { type: 'DAYS', days: 1, pounds: ratio(326), per: 1 },
  { type: 'DAYS', days: 7, pounds: ratio(158), per: 7 },
  { type: 'UNITS', count: decimal('2.5'), pounds: decimal('24.10') },
];

const rates = PERS.map(
  (per): WorkingStep => ({
    ...({ code: 'RATE', per, amount: decimal('22.40'), unitsPerWeek: ratio(10), comesTo } as const),
  }),
);

/** One of each. */
const STEPS: readonly WorkingStep[] = [
  { code: 'SENT', who: 'A', figures: 'Unit Cost 22.40', recorded: false },
  { code: 'SENT', who: 'A', figures: 'Unit Cost 22.40', recorded: true },
  { code: 'IN_FORCE', spans: [span], count: 365 },
  ...rates,
  { code: 'RATE', per: 'HOUR', amount: null, unitsPerWeek: null, comesTo },
  { code: 'ONE_SUM', comesTo },
  { code: 'CARE_COUNTED', year: '2025-26' as FinancialYear, comesTo },
  { code: 'CLAIM', amount },
  ...PRICES.map((step): WorkingStep => ({ code: 'PRICED', step, words: 'a price', comesTo })),
  { code: 'CURRENCY', scheme: 'hrg', currency: 'HN12F' },
  { code: 'ROUNDED', amount },
  { code: 'SHARE', who: 'A', from: span.from, percent: ratio(60), of: amount, odd: false, amount },
  { code: 'SHARE', who: 'A', from: span.from, percent: ratio(60), of: amount, odd: true, amount },
  { code: 'DISPUTED', who: 'A', from: span.from, amount },
  { code: 'WOULD_BE', parts: [{ funder: 'A', percent: ratio(60), amount }] },
  ...(['SENDER', 'TARIFF'] as const).flatMap((against): WorkingStep[] => [
    { code: 'CHECKED', against, expected: amount },
    { code: 'CHECKED', against, expected: null },
  ]),
  { code: 'DIFFERS', amount },
  { code: 'PERSON_PAYS', reason: 'the council funds it', amount },
  { code: 'PERSON_PAYS', reason: 'nobody says', amount: null },
  { code: 'ASSESSED_OTHERWISE', amount },
  { code: 'ASSESSED_DIFFERENCE', amount },
  { code: 'PAID_NOT_REPORTED' },
  { code: 'PAID', amount },
  ...[true, false].flatMap((reported): WorkingStep[] => [
    { code: 'LEDGER', reported, amount },
    { code: 'LEDGER', reported, amount: null },
  ]),
  ...[true, false].map(
    (illustrative): WorkingStep => ({
      ...({ code: 'TARIFF', knownFrom: span.from, illustrative, source: 'a list' } as const),
    }),
  ),
  { code: 'SHADOW' },
  ...(['Care', 'Price'] as const).flatMap((what): WorkingStep[] => [
    { code: 'KNOWN', what, who: 'A', receivedOn: span.from, row: 7, asOf: span.from },
    { code: 'KNOWN_RECORDED', what, who: 'A', role: 'finance', receivedOn: span.from },
  ]),
  { code: 'EVIDENCE', evidence: 'a letter' },
  { code: 'ENDED', who: 'A', reason: 'moved away', from: span.from },
  { code: 'SUPERSEDED', by },
  { code: 'SUPERSEDED', by: { ...by, byReference: false } },
];

const GAPS: readonly WhyGap[] = [
  { code: 'SILENT', who: 'Sheffield', year: '2025-26' as FinancialYear },
  { code: 'NOT_PRICED', words: 'no unit cost was given' },
  { code: 'CONTRIBUTION', words: 'nobody says' },
  { code: 'DAYS', who: 'Sheffield', days: span, knownFrom: day('2025-06-01') },
  { code: 'TO_CONFIRM', who: 'Sheffield', days: span, recordedOn: day('2024-06-01') },
  { code: 'OVERDUE', who: 'Sheffield', days: span, recordedOn: day('2024-06-01') },
];

describe.each(LANGUAGES)(
  'a step of the way from the raw figure to the pence, in %s',
  (language) => {
    it.each(STEPS.map((step) => [step.code, step] as const))('%s is said', (_code, step) => {
      const { said } = stepSaid(page(language), step, name);
      expect(said.length).toBeGreaterThan(8);
      expect(said).not.toMatch(/undefined|null|NaN|\{|E0\d/);
      // An organisation is told by its name.
      if ('who' in step) expect(said).toContain('Sheffield');
    });

    it.each(GAPS.map((why) => [why.code, why] as const))('the gap %s is said', (_code, why) => {
      const { said } = gapSaid(page(language), why);
      expect(said).not.toMatch(/undefined|null|\{/);
      if ('who' in why) expect(said).toContain('Sheffield');
    });

    it.each(PRICES.map((step) => [step.type, step] as const))(
      'a price by %s is said to the person',
      (_type, step) => {
        const said = priceSaid(page(language), step, comesTo);
        expect(said).not.toMatch(/undefined|null|\{/);
        expect(said).toMatch(/£/);
      },
    );
  },
);

describe('in Welsh', () => {
  it('no step is said as in English, and what somebody wrote in English stands apart', () => {
    for (const step of STEPS) {
      const [en, cy] = LANGUAGES.map((language) => stepSaid(page(language), step, name));
      expect(cy?.said).not.toBe(en?.said);
      expect(cy?.english).toBe(en?.english);
    }
    const sent = stepSaid(page('cy'), STEPS[0] as WorkingStep, name);
    expect(sent).toEqual({ said: 'Fel y’i hanfonwyd gan Sheffield:', english: 'Unit Cost 22.40' });
  });
});

describe('the words of the API', () => {
  it('are there for every step, from the same steps', () => {
    for (const step of STEPS) {
      const { step: words, result } = inEnglish(step);
      expect([words, result].join()).not.toMatch(/undefined|\[object/);
    }
    expect(inEnglish({ code: 'IN_FORCE', spans: [span], count: 365 })).toEqual({
      step: 'In force 2025-04-01 to 2026-03-31, both days included',
      result: '365 days',
    });
  });
});
