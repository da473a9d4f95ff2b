import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedOver } from '../../src/pools/carry-over.ts';
import type { CarryKind, RiskShareKind } from '../../src/pools/pool.ts';
import { type RiskSaid, riskShared } from '../../src/pools/risk-share.ts';
import { straightLine } from '../../src/pools/straight-line.ts';
import { addPence, NO_PENCE, type Pence, parsePounds, pence } from '../../src/values/money.ts';
import { type Ratio, ratio } from '../../src/values/ratio.ts';
import { body, day, days } from './rules.ts';

const COUNCIL = body('E08000039');
const BOARD = body('QF7');
const DISTRICT = body('E07000001');
const pounds = (text: string) => parsePounds(text);

interface Said {
  readonly kind: RiskShareKind;
  readonly variance: string;
  readonly due?: Readonly<Record<string, string>>;
  readonly spent?: Readonly<Record<string, string>>;
  readonly shares?: Readonly<Record<string, Ratio>>;
  readonly most?: Readonly<Record<string, string>>;
  readonly brought?: string;
}

const amounts = (all: Readonly<Record<string, string>> = {}) =>
  new Map(Object.entries(all).map(([code, text]) => [code, pounds(text)]));

function saidOf({ kind, variance, due, spent, shares, most, brought = '0.00' }: Said): RiskSaid {
  const partners = [COUNCIL, BOARD, DISTRICT].map((organisation) => ({
    organisation,
    share: shares?.[organisation] ?? null,
    most: most?.[organisation] ? pounds(most[organisation]) : null,
  }));
  return {
    ...{ agreement: { partners, riskShare: kind }, host: COUNCIL, broughtForward: pounds(brought) },
    ...{ due: amounts(due), spent: amounts(spent), variance: pounds(variance) },
  };
}

const shared = (said: Said) =>
  Object.fromEntries(
    riskShared(saidOf(said)).map(({ partner, amount }) => [partner, Number(amount)]),
  );

const DUE = { [COUNCIL]: '300.00', [BOARD]: '600.00', [DISTRICT]: '100.00' };

describe('an overspend', () => {
  it('is shared in proportion to contributions, to the penny', () => {
    // £100.01: 30 % is £30.003, 60 % £60.006 and 10 % £10.001; the penny left goes to the largest rest.
    expect(shared({ kind: 'PRO_RATA', variance: '100.01', due: DUE })).toEqual({
      ...{ [COUNCIL]: 3000, [BOARD]: 6001, [DISTRICT]: 1000 },
    });
  });

  it('is shared by the shares that the agreement names', () => {
    const shares = { [COUNCIL]: ratio(2, 5), [BOARD]: ratio(3, 5) };
    expect(shared({ kind: 'FIXED_SHARES', variance: '10.00', due: DUE, shares })).toEqual({
      ...{ [COUNCIL]: 400, [BOARD]: 600, [DISTRICT]: 0 },
    });
    const [, council] = riskShared(
      saidOf({ kind: 'FIXED_SHARES', variance: '10.00', due: DUE, shares }),
    );
    expect(council?.working[1]?.step).toBe('× 2 ÷ 5, pence by largest remainder');
  });

  it('is each one’s own, and of no partner the host’s', () => {
    // The council 320 − 300 − 30 % of 10 brought forward; DWP's 5 are its too, as the host.
    const spent = { [COUNCIL]: '320.00', [BOARD]: '590.00', [DISTRICT]: '100.00', DWP: '5.00' };
    const said = {
      kind: 'OWN_LINES',
      variance: '5.00',
      due: DUE,
      spent,
      brought: '10.00',
    } as const;
    expect(shared(said)).toEqual({ [COUNCIL]: 2200, [BOARD]: -1600, [DISTRICT]: -100 });
  });

  it('is borne up to a limit, and the rest by the others by the same shares', () => {
    // The board bears £20.00 of £60.00; of £40.00 left the council takes 3/4 and the district 1/4.
    const most = { [BOARD]: '20.00' };
    expect(shared({ kind: 'PRO_RATA', variance: '100.00', due: DUE, most })).toEqual({
      ...{ [COUNCIL]: 6000, [BOARD]: 2000, [DISTRICT]: 2000 },
    });
  });

  it('that others pass on may bring one to its limit too, and is the host’s where nobody is left', () => {
    const most = { [BOARD]: '20.00', [DISTRICT]: '15.00', [COUNCIL]: '40.00' };
    const found = riskShared(saidOf({ kind: 'PRO_RATA', variance: '100.00', due: DUE, most }));
    expect(found.map(({ partner, amount }) => [partner, amount])).toEqual([
      [DISTRICT, 1500n],
      [COUNCIL, 6500n],
      [BOARD, 2000n],
    ]);
    expect(found[1]?.working.map(({ step, result }) => `${step}: ${result}`)).toEqual([
      'over (+) or under (−) the pool, shared in proportion to what each is to contribute: 100.00',
      '× 30000 ÷ 100000, pence by largest remainder: 30.00',
      '+ its part of what others do not bear: 30.00',
      'bears at most 40.00 of an overspend; the rest is for the others: −20.00',
      '+ what no partner has agreed to bear, which is the host’s: 25.00',
    ]);
  });

  it('of a pool to which nobody contributes is the host’s', () => {
    expect(shared({ kind: 'PRO_RATA', variance: '0.03' })[COUNCIL]).toBe(3);
  });

  it('is borne whole, by whatever rule', () => {
    const some = fc.integer({ min: 0, max: 90_000_00 }).map((each) => pence(each));
    const three = fc.tuple(some, some, some);
    const check = fc.property(
      fc.constantFrom<RiskShareKind[]>('PRO_RATA', 'OWN_LINES', 'FIXED_SHARES'),
      three,
      three,
      fc.array(fc.option(some), { minLength: 3, maxLength: 3 }),
      some,
      some,
      (kind, due, spent, most, other, brought) => {
        const codes = [COUNCIL, BOARD, DISTRICT];
        const shares = [ratio(1, 2), ratio(1, 3), ratio(1, 6)];
        const variance = pence(addPence(...spent, other) - addPence(...due) - (brought as bigint));
        const found = riskShared({
          agreement: {
            riskShare: kind,
            partners: codes.map((organisation, at) => ({
              ...{ organisation, most: most[at] ?? null },
              share: kind === 'FIXED_SHARES' ? (shares[at] as Ratio) : null,
            })),
          },
          ...{ host: COUNCIL, broughtForward: brought, variance },
          due: new Map(codes.map((code, at) => [code, due[at] as Pence])),
          spent: new Map([
            ...codes.map((code, at) => [code, spent[at] as Pence] as const),
            ['DWP', other],
          ]),
        });
        expect(addPence(...found.map(({ amount }) => amount))).toBe(variance);
        for (const { partner, amount } of found) {
          const limit = most[codes.indexOf(partner)];
          if (partner !== COUNCIL && limit) expect(amount <= limit).toBe(true);
        }
      },
    );
    fc.assert(check, { numRuns: 300 });
  });
});

describe('what is left at the end of a year', () => {
  const left = (carry: CarryKind, carryShare: Ratio | null, variance = '-100.00') =>
    carriedOver({
      ...{ agreement: { carry, carryShare }, due: pounds('1000.00'), variance: pounds(variance) },
      risk: [
        { partner: COUNCIL, amount: pounds('-80.00'), working: [] },
        { partner: BOARD, amount: pounds('-40.00'), working: [] },
        { partner: DISTRICT, amount: pounds('20.00'), working: [] },
      ],
    });

  it('is kept, given back, or kept up to a share of the contributions', () => {
    expect(left('KEEP', null)).toMatchObject({ kept: 10_000n, returned: [] });
    // By each one's own underspend: 80 and 40 of 120.
    expect(left('RETURN', null)).toMatchObject({
      kept: 0n,
      returned: [
        { partner: COUNCIL, amount: 6667n },
        { partner: BOARD, amount: 3333n },
      ],
    });
    const upTo = left('KEEP_UP_TO', ratio(1, 40));
    expect(upTo).toMatchObject({ kept: 2500n, returned: [{ amount: 5000n }, { amount: 2500n }] });
    expect(upTo.working.map(({ result }) => result)).toEqual(['100.00', '25.00', '75.00']);
    expect(left('KEEP_UP_TO', ratio(1, 2))).toMatchObject({ kept: 10_000n, returned: [] });
  });

  it('is nothing of an overspend', () => {
    expect(left('KEEP', null, '0.01')).toMatchObject({ kept: NO_PENCE, returned: [] });
  });
});

describe('a straight line', () => {
  const year = days('2025-04-01', '2026-03-31');
  const of = (asOf: string, ...texts: string[]) => straightLine(texts.map(pounds), year, day(asOf));

  it('goes on as until now, the sum rounded once', () => {
    // 73 of 365 days: five times as much.
    expect(of('2025-06-12', '100.00', '0.01')).toEqual([50_000n, 5n]);
    // A third of a penny more for each: 1 p by day 290 is 1.2586 p, and three are 3.7758 p.
    expect(of('2026-01-15', '0.01', '0.01', '0.01')).toEqual([1n, 2n, 1n]);
    expect(of('2026-03-31', '12.34', '-0.05')).toEqual([1234n, -5n]);
  });

  it('is not known before the first day', () => {
    expect(of('2025-03-31', '100.00')).toBeNull();
  });
});
