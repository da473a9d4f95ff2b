import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, type Share } from '../../src/ledger/draw.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { type Pence, pence } from '../../src/values/money.ts';

const COUNCIL = 'E08000039' as OrganisationCode;
const BOARD = 'QF7' as OrganisationCode;

const share = (stream: string, funder: OrganisationCode, amount: number | bigint): Share => ({
  ...{ stream, funder, amount: pence(amount) },
});

describe('a payment draws on its sources', () => {
  it('in proportion to what each has left, by largest remainder', () => {
    // £33.33 of £100: 6,000 × 0.3333 = 1,999.8; 3,000 → 999.9; 1,000 → 333.3. Rounded down
    // 3,331; the two pence over go to .9 and .8.
    const left = [
      share('personal-health-budget', BOARD, 1000),
      share('adult-social-care', COUNCIL, 6000),
      share('continuing-healthcare', BOARD, 3000),
    ];
    expect(draw(pence(3333), left)).toEqual([
      share('adult-social-care', COUNCIL, 2000),
      share('continuing-healthcare', BOARD, 1000),
      share('personal-health-budget', BOARD, 333),
    ]);
  });

  it('and a tie falls to the stream code first in the alphabet', () => {
    const left = [share('section-117', BOARD, 50), share('adult-social-care', COUNCIL, 50)];
    expect(draw(pence(1), left)).toEqual([share('adult-social-care', COUNCIL, 1)]);
    // 3 of 4 + 4 + 4: a penny each. 4 of them: 1.33 each, the penny over to the first.
    const three = ['c', 'a', 'b'].map((stream) => share(stream, COUNCIL, 4));
    expect(draw(pence(4), three)?.map(({ stream, amount }) => [stream, amount])).toEqual([
      ['a', 2n],
      ['b', 1n],
      ['c', 1n],
    ]);
  });

  it('of one stream, to the funder first in the alphabet', () => {
    const left = [share('section-117', BOARD, 3), share('section-117', COUNCIL, 3)];
    expect(draw(pence(1), left)).toEqual([share('section-117', COUNCIL, 1)]);
  });

  it('all of it, to the last penny; and not a penny more', () => {
    const left = [share('a', COUNCIL, 1), share('b', BOARD, 99), share('c', BOARD, 0)];
    expect(draw(pence(100), left)).toEqual(left.slice(0, 2));
    expect(draw(pence(101), left)).toBeNull();
    expect(draw(pence(1), [])).toBeNull();
  });

  it.each([0, -1])('%i is no payment', (amount) => {
    expect(() => draw(pence(amount), [share('a', COUNCIL, 10)])).toThrow(RangeError);
  });
});

describe('whatever is left', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 });
  const cases = amounts.chain((left) => {
    const all = left.reduce((sum, each) => sum + each, 0n);
    return fc.record({
      left: fc.constant(left.map((each, at) => share(`s${at}`, COUNCIL, each))),
      amount: fc.bigInt({ min: 1n, max: all + 2n }),
    });
  });
  const sum = (shares: readonly Share[]) =>
    shares.reduce((whole, { amount }) => whole + (amount as bigint), 0n);

  it('the parts add up to the payment, none is more than its source has or a penny off its share', () => {
    fc.assert(
      fc.property(cases, ({ left, amount }) => {
        const parts = draw(amount as Pence, left);
        const whole = sum(left);
        if (amount > whole) return parts === null;
        if (parts === null || sum(parts) !== amount) return false;
        return left.every((source) => {
          const part = parts.find(({ stream }) => stream === source.stream)?.amount ?? 0n;
          const off = part * whole - amount * source.amount;
          return part >= 0n && part <= source.amount && off > -whole && off < whole;
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('the order in which the sources are told changes nothing', () => {
    fc.assert(
      fc.property(cases, ({ left, amount }) => {
        const there = JSON.stringify(draw(amount as Pence, left), texts);
        const back = JSON.stringify(draw(amount as Pence, [...left].reverse()), texts);
        return there === back;
      }),
    );
  });
});

const texts = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? value.toString() : value;
