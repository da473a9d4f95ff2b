import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionKind, splitPence } from '../../src/awards/share.ts';
import {
  type Borne,
  backDatedPieces,
  partOn,
  type Recharge,
  rechargesFor,
  type SettledOn,
  unpaidDays,
} from '../../src/decisions/recharge.ts';
import { SELF } from '../../src/streams/stream.ts';
import type { AccountId, OrganisationCode } from '../../src/values/ids.ts';
import { addPence, pence } from '../../src/values/money.ts';
import { intersect, type Span } from '../../src/values/period.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { decision } from '../awards/decisions.ts';
import { day, days } from '../awards/drafts.ts';

const COUNCIL = 'E08000039';
const BOARD = 'QF7';
const HALVES = `${COUNCIL}=50,${BOARD}=50`;

const span = (first: string, last: string): Span => days(first, last) as Span;

const borne = (funder: string, amount: number, on: Span, account = 'a'): Borne => ({
  ...{ account: account as AccountId, funder: funder as OrganisationCode },
  ...{ amount: pence(amount), days: on },
});

/** Settled from a day on, recorded on another; the board's part is never charged. */
const settled = (
  text: string,
  first: string,
  recordedOn: string,
  more: { last?: string; kind?: DecisionKind; dispute?: string } = {},
): SettledOn => {
  const interim = more.dispute ? { interimPayer: more.dispute } : {};
  const made = decision(text, first, more.last, interim);
  return {
    ...{ ...made, kind: more.kind ?? 'JOINT', recordedOn: day(recordedOn) },
    funders: made.funders.map((each) => ({ ...each, isFree: each.funder === BOARD })),
  };
};

const told = (found: readonly Recharge[]) =>
  found.map(({ paidBy, paidTo, amount, days: { from, until } }) =>
    [paidBy, paidTo, Number(amount), from, addDays(until, -1)].join(' '),
  );

const asBorne = (found: readonly Recharge[]): Borne[] =>
  found.flatMap(({ account, days: on, paidBy, paidTo, amount }) => [
    { account, days: on, funder: paidBy, amount },
    { account, days: on, funder: paidTo, amount: pence(-amount) },
  ]);

const APRIL = span('2025-04-01', '2025-04-28');
const PAID = [borne(COUNCIL, 100_000, APRIL)];

describe('a settlement of days that have passed', () => {
  it('£1,000.00 for 28 days, the last 14 of them by halves: the board owes £250.00 of £500.00', () => {
    const pieces = backDatedPieces([settled(HALVES, '2025-04-15', '2025-06-01')]);
    expect(told(rechargesFor(pieces, PAID, []))).toEqual([
      `${BOARD} ${COUNCIL} 25000 2025-04-15 2025-05-31`,
    ]);
  });

  it('reaches to the day before it was recorded: 7 of 28 days, £250.00, of which £125.00', () => {
    const pieces = backDatedPieces([settled(HALVES, '2025-04-15', '2025-04-22')]);
    expect(told(rechargesFor(pieces, PAID, []))).toEqual([
      `${BOARD} ${COUNCIL} 12500 2025-04-15 2025-04-21`,
    ]);
  });

  it('of days to come, only proposed or in dispute, moves nothing', () => {
    const dispute = settled(HALVES, '2025-04-15', '2025-06-01', { dispute: COUNCIL });
    const ahead = settled(HALVES, '2025-06-01', '2025-06-01');
    expect(backDatedPieces([dispute, ahead])).toEqual([]);
  });

  it('a later one moves the difference: the board 75 in place of 50 per cent is £125.00 more', () => {
    const first = settled(HALVES, '2025-04-15', '2025-06-01');
    const before = asBorne(rechargesFor(backDatedPieces([first]), PAID, []));
    const next = settled(`${COUNCIL}=25,${BOARD}=75`, '2025-04-15', '2025-07-01');
    const pieces = backDatedPieces([first, next]);
    const found = rechargesFor(pieces, PAID, before);
    expect(told(found)).toEqual([`${BOARD} ${COUNCIL} 12500 2025-04-15 2025-06-30`]);
    expect(rechargesFor(pieces, PAID, [...before, ...asBorne(found)])).toEqual([]);
  });

  it('days on which none stands any more go back: one of April alone leaves May as it was', () => {
    const paid = [...PAID, borne(COUNCIL, 31_00, span('2025-05-01', '2025-05-31'))];
    const first = settled(HALVES, '2025-04-01', '2025-06-01');
    const before = asBorne(rechargesFor(backDatedPieces([first]), paid, []));
    expect(told(rechargesFor(backDatedPieces([first]), paid, []))).toEqual([
      // £1,000.00 and £31.00 by halves
      `${BOARD} ${COUNCIL} 51550 2025-04-01 2025-05-31`,
    ]);
    const april = settled(HALVES, '2025-04-01', '2025-07-01', { last: '2025-04-30' });
    const pieces = backDatedPieces([first, april]);
    const found = rechargesFor(pieces, paid, before);
    const after = [...before, ...asBorne(found)];
    const boardIn = (on: Span) =>
      Number(addPence(...after.filter((b) => b.funder === BOARD).map((each) => partOn(each, on))));
    expect(boardIn(span('2025-04-01', '2025-04-30'))).toBe(50_000);
    expect(boardIn(span('2025-05-01', '2025-05-31'))).toBe(0);
  });

  it('what the person was charged is of the council’s own half: £800.00 and £200.00 of their own', () => {
    const paid = [borne(COUNCIL, 80_000, APRIL), borne(SELF, 20_000, APRIL)];
    const pieces = backDatedPieces([settled(HALVES, '2025-04-01', '2025-06-01')]);
    // Each carries £500.00, the council £300.00 of it beside the £200.00 of the person
    expect(told(rechargesFor(pieces, paid, []))).toEqual([
      `${BOARD} ${COUNCIL} 50000 2025-04-01 2025-05-31`,
    ]);
  });

  it('and no more than that half: of £600.00 charged for £1,000.00 of care £100.00 goes back', () => {
    const paid = [borne(COUNCIL, 40_000, APRIL), borne(SELF, 60_000, APRIL)];
    const pieces = backDatedPieces([settled(HALVES, '2025-04-01', '2025-06-01')]);
    expect(told(rechargesFor(pieces, paid, []))).toEqual([
      `${BOARD} ${COUNCIL} 40000 2025-04-01 2025-05-31`,
      `${BOARD} ${SELF} 10000 2025-04-01 2025-05-31`,
    ]);
  });

  it.each(['SECTION_117', 'CONTINUING_HEALTHCARE'] as const)(
    'of %s nobody was to be charged',
    (kind) => {
      const paid = [borne(COUNCIL, 80_000, APRIL), borne(SELF, 20_000, APRIL)];
      const pieces = backDatedPieces([settled(HALVES, '2025-04-15', '2025-06-01', { kind })]);
      // Half of the days: £400.00 and £100.00, of which each carries £250.00 and the person nothing
      expect(told(rechargesFor(pieces, paid, []))).toEqual([
        `${BOARD} ${COUNCIL} 15000 2025-04-15 2025-05-31`,
        `${BOARD} ${SELF} 10000 2025-04-15 2025-05-31`,
      ]);
    },
  );

  it('over two accounts the penny that no share divides is given once', () => {
    const paid = [borne(COUNCIL, 1, APRIL, 'a'), borne(COUNCIL, 1, APRIL, 'b')];
    const pieces = backDatedPieces([settled(HALVES, '2025-04-01', '2025-06-01')]);
    // £0.01 of the first is the council’s, and that of the second the board’s
    expect(rechargesFor(pieces, paid, []).map(({ account }) => account)).toEqual(['b']);
  });

  it('says for which days no payment is known', () => {
    expect(unpaidDays(span('2025-03-30', '2025-05-02'), PAID)).toEqual([
      span('2025-03-30', '2025-03-31'),
      span('2025-04-29', '2025-05-02'),
    ]);
  });
});

const START = day('2025-04-01');
const PAYERS = [COUNCIL, BOARD, 'E06000001', SELF];
const span$ = fc
  .record({ from: fc.nat(80), count: fc.integer({ min: 1, max: 40 }) })
  .map(({ from, count }): Span => {
    const first = addDays(START, from);
    return { from: first, until: addDays(first, count) };
  });
const payment$ = fc
  .record({
    funder: fc.constantFrom(...PAYERS),
    amount: fc.integer({ min: 1, max: 200_000 }),
    on: span$,
    account: fc.constantFrom('a', 'b'),
  })
  .map(({ funder, amount, on, account }) => borne(funder, amount, on, account));
const settlement$ = fc.record({
  council: fc.integer({ min: 1, max: 99 }),
  from: fc.nat(90),
  length: fc.option(fc.integer({ min: 1, max: 60 })),
  kind: fc.constantFrom('JOINT', 'SECTION_117'),
  late: fc.array(payment$, { maxLength: 2 }),
});

it('after any settlements each funder has borne exactly its share of what was paid', () => {
  const run = fc.property(
    fc.array(payment$, { maxLength: 6 }),
    fc.array(settlement$, { minLength: 1, maxLength: 5 }),
    (first, settlements) => {
      const paid = [...first];
      let recharged: Borne[] = [];
      const made: SettledOn[] = [];
      settlements.forEach(({ council, from, length, kind, late }, at) => {
        const start = addDays(START, from);
        const last = length === null ? {} : { last: addDays(start, length) };
        const shares = `${COUNCIL}=${council},${BOARD}=${100 - council}`;
        const recordedOn = addDays(START, 60 + at * 15);
        paid.push(...late);
        made.push(settled(shares, start, recordedOn, { ...last, kind: kind as DecisionKind }));
        const pieces = backDatedPieces(made);
        const found = rechargesFor(pieces, paid, recharged);
        for (const { amount } of found) expect(amount > 0n).toBe(true);
        recharged = [...recharged, ...asBorne(found)];
        expect(rechargesFor(pieces, paid, recharged)).toEqual([]);
        for (const piece of pieces) checkPiece(piece, paid, recharged);
      });
    },
  );
  fc.assert(run, { numRuns: 300 });
});

function checkPiece(
  { days: on, decision: by }: ReturnType<typeof backDatedPieces>[number],
  paid: readonly Borne[],
  recharged: readonly Borne[],
): void {
  const sum = (of: readonly Borne[], funder?: string) =>
    of
      .filter((each) => funder === undefined || each.funder === funder)
      .reduce((total, each) => total + (intersect(each.days, on) ? partOn(each, on) : 0n), 0n);
  if (!by) throw new Error('a piece is of a decision');
  const whole = sum(paid);
  const [council, board] = splitPence(pence(whole), by.funders) as readonly bigint[] as [
    bigint,
    bigint,
  ];
  const charged = sum(paid, SELF);
  const stands = by.kind === 'SECTION_117' ? 0n : charged < council ? charged : council;
  const after = [...paid, ...recharged];
  expect(sum(recharged)).toBe(0n);
  expect([sum(after, COUNCIL) + stands, sum(after, BOARD), sum(after, SELF)]).toEqual([
    ...[council, board, stands],
  ]);
  expect(sum(after, 'E06000001')).toBe(0n);
}
