import { describe, expect, it } from 'vitest';
import { referenceMoneyRules } from '../../seeds/reference/money-rules.ts';
import type { ToldAward } from '../../src/awards/award.ts';
import { MODES } from '../../src/awards/award.ts';
import {
  askable,
  CHOICE_RULES,
  CHOICES,
  type Choosable,
  choicesOf,
  isOver,
} from '../../src/awards/choice.ts';
import type { RuleBook } from '../../src/streams/money-rule.ts';
import { NATURES } from '../../src/streams/stream.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const day = (text: string) => text as PlainDate;
const TODAY = day('2026-01-15');
const [COUNCIL, BOARD, DWP] = ['E08000039', 'QF7', 'DWP'] as OrganisationCode[] as [
  OrganisationCode,
  OrganisationCode,
  OrganisationCode,
];

const BOOK: RuleBook = {
  rules: referenceMoneyRules().filter(({ kind }) =>
    (CHOICE_RULES as readonly string[]).includes(kind),
  ),
  organisations: new Map([
    [COUNCIL, 'council'],
    [BOARD, 'icb'],
    [DWP, 'government'],
  ]),
};

const award = (differs: Partial<Choosable> = {}): Choosable => ({
  ...{ stream: 'adult-social-care', funder: COUNCIL, mode: 'COMMISSIONED', nature: 'BUDGET' },
  ...{ legalBasis: 'Care Act 2014 s18-19', over: false },
  ...differs,
});
const openOf = (differs: Partial<Choosable> = {}, book = BOOK, on = TODAY) =>
  choicesOf(award(differs), book, on).map(({ open }) => open);

describe('the four choices', () => {
  // Keep it, ask for a change, take the money, have a mix.
  it.each([
    ['adult-social-care', COUNCIL, 'COMMISSIONED', ['NOW', 'RIGHT', 'RIGHT', 'RIGHT']],
    ['adult-social-care', COUNCIL, 'NOTIONAL', ['NOW', 'RIGHT', 'RIGHT', 'RIGHT']],
    ['adult-social-care', COUNCIL, 'DIRECT_PAYMENT', ['NOW', 'RIGHT', 'NOW', 'RIGHT']],
    ['carer-support', COUNCIL, 'COMMISSIONED', ['NOW', 'RIGHT', 'RIGHT', 'RIGHT']],
    ['section-117', COUNCIL, 'COMMISSIONED', ['NOW', 'ASK', 'RIGHT', 'RIGHT']],
    ['section-117', BOARD, 'COMMISSIONED', ['NOW', 'ASK', 'ASK', 'ASK']],
    ['joint-package', COUNCIL, 'COMMISSIONED', ['NOW', 'RIGHT', 'RIGHT', 'RIGHT']],
    ['joint-package', BOARD, 'COMMISSIONED', ['NOW', 'ASK', 'ASK', 'ASK']],
    ['continuing-healthcare', BOARD, 'NOTIONAL', ['NOW', 'ASK', 'ASK', 'ASK']],
    ['continuing-healthcare', BOARD, 'DIRECT_PAYMENT', ['NOW', 'ASK', 'NOW', 'ASK']],
    ['wheelchair-budget', BOARD, 'THIRD_PARTY', ['NOW', 'ASK', 'ASK', 'ASK']],
    ['funded-nursing-care', BOARD, 'COMMISSIONED', ['NOW', 'ASK', 'NO', 'NO']],
    ['disabled-facilities-grant', COUNCIL, 'COMMISSIONED', ['NOW', 'ASK', 'ASK', 'ASK']],
    ['access-to-work', DWP, 'COMMISSIONED', ['NOW', 'ASK', 'CLAIM', 'ASK']],
    ['independent-living-fund', COUNCIL, 'COMMISSIONED', ['NOW', 'RIGHT', 'RIGHT', 'RIGHT']],
  ] as const)('of %s from %s held as %s', (stream, funder, mode, open) => {
    expect(openOf({ stream, funder, mode })).toEqual(open);
  });

  it('say by which law or policy, and which of the two', () => {
    const [keep, change, money, mix] = choicesOf(award(), BOOK, TODAY);
    expect(keep).toMatchObject({ choice: 'KEEP', source: null });
    expect(change?.source).toMatch(/^Care Act 2014 s27\(1\)\(b\)/);
    expect(money?.source).toMatch(/^Care Act 2014 s31 to s33 and SI 2014\/2871/);
    expect(mix).toMatchObject({ choice: 'MIX', source: money?.source, local: false });
    const [, ofGrant] = choicesOf(award({ stream: 'housing-related-support' }), BOOK, TODAY);
    expect(ofGrant).toMatchObject({ local: true });
  });

  it('of aftercare are those of its own law, whatever stream tells of it', () => {
    const legalBasis = 'Mental Health Act 1983 s117';
    const [, , money] = choicesOf(award({ legalBasis }), BOOK, TODAY);
    expect(money?.source).toMatch(/^Care Act 2014 Sch 4/);
    const ofBoard = { legalBasis, funder: BOARD, stream: 'adult-social-care' };
    expect(openOf(ofBoard)).toEqual(['NOW', 'ASK', 'ASK', 'ASK']);
  });

  it('that no rule speaks of are not known, and never no', () => {
    const empty = { ...BOOK, rules: [] };
    expect(openOf({}, empty)).toEqual(['NOW', 'NOT_KNOWN', 'NOT_KNOWN', 'NOT_KNOWN']);
    const before = day('2014-12-31');
    expect(openOf({}, BOOK, before)).toEqual(['NOW', 'NOT_KNOWN', 'NOT_KNOWN', 'NOT_KNOWN']);
    expect(openOf({ mode: 'DIRECT_PAYMENT' }, empty)).toEqual([
      ...['NOW', 'NOT_KNOWN', 'NOW', 'NOT_KNOWN'],
    ]);
  });

  it('are none of what was given, is owed by right, or is over', () => {
    for (const nature of NATURES.filter((each) => each !== 'BUDGET')) {
      expect(openOf({ nature })).toEqual([]);
    }
    expect(openOf({ over: true })).toEqual([]);
  });

  it('stand in one order, whoever holds the money', () => {
    for (const mode of MODES) {
      const choices = choicesOf(award({ mode }), BOOK, TODAY).map(({ choice }) => choice);
      expect(choices).toEqual(CHOICES);
    }
  });

  it('are asked for unless they are how it is or cannot be had', () => {
    const asked = (differs: Partial<Choosable>) =>
      askable(choicesOf(award(differs), BOOK, TODAY)).map(({ choice }) => choice);
    expect(asked({})).toEqual(['CHANGE', 'TAKE_MONEY', 'MIX']);
    expect(asked({ mode: 'DIRECT_PAYMENT' })).toEqual(['CHANGE', 'MIX']);
    expect(asked({ stream: 'funded-nursing-care', funder: BOARD })).toEqual(['CHANGE']);
    expect(asked({ stream: 'access-to-work', funder: DWP })).toEqual(['CHANGE', 'MIX']);
  });
});

describe('an award is over', () => {
  type Told = Parameters<typeof isOver>[0];
  const told = (differs: Partial<Told> = {}): Told => ({
    ...{ days: { from: day('2025-04-01'), until: null }, completedOn: null, diedOn: null },
    basis: 'RECURRING',
    ...differs,
  });
  const until = (text: string) => ({ days: { from: day('2025-04-01'), until: day(text) } });
  const ended = (from: string): Partial<Told> => {
    const end = { from: day(from), reason: '', evidence: '', at: new Date(0) };
    const recorded: ToldAward['recorded'] = {
      ...{ role: 'finance', at: new Date(0), evidence: '', ended: end, superseded: null },
    };
    return { recorded };
  };

  it.each([
    ['while it is open', {}, false],
    ['on its last day', until('2026-01-16'), false],
    ['on the day after its last', until('2026-01-15'), true],
    ['of one sum, whatever its day', { ...until('2025-05-07'), basis: 'ONE_OFF' }, false],
    ['once it is finished', { completedOn: day('2025-09-01') }, true],
    ['once the person has died', { diedOn: day('2026-01-14') }, true],
    ['from the day on which its funder ended it', ended('2026-01-15'), true],
    ['before the day on which its funder ends it', ended('2026-01-16'), false],
  ] as const)('%s', (_when, differs, over) => {
    expect(isOver(told(differs), TODAY)).toBe(over);
  });
});
