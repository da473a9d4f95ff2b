import { describe, expect, it } from 'vitest';
import { bankStatement } from '../../adapters/bank-statement/adapter.ts';
import { parseBankDate, parseBankPounds } from '../../adapters/bank-statement/format.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import type { Books } from '../../src/deliveries/money-line.ts';
import { contextWithBooks } from '../support/books.ts';
import { accepted, faultsOf, readText, sampleOf } from '../support/reading.ts';

const ACCOUNT = '11111111-1111-4111-8111-111111111111';
const account = { id: ACCOUNT, mode: 'DIRECT_PAYMENT' } as const;

const read = (text: string, more: Partial<Books> = {}) =>
  readText(bankStatement, contextWithBooks('E08000039', { account, ...more }), text);
const refusal = async (text: string): Promise<string> => {
  const error = await read(text).then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FileRefused)) throw new Error(`not refused: ${error}`);
  return error.message;
};
const lines = async (text: string, more?: Partial<Books>) =>
  (await read(text, more)).map((verdict) => accepted(verdict).line);

const HEAD = 'Date,Description,Amount,Balance';
/** Three lines, oldest first: 100.00 in, 30.00 and 12.50 out, from nothing. */
const OLDEST_FIRST = [
  HEAD,
  '01/10/2025,COUNCIL,100.00,100.00',
  '02/10/2025,HELPING HANDS,-30.00,70.00',
  '03/10/2025,BUS,-12.50,57.50',
];
const text = (...rows: string[]) => `${rows.join('\n')}\n`;
const [, A, B, C] = OLDEST_FIRST as [string, string, string, string];

describe('a statement', () => {
  it('gives what moved, above zero where it came in, with the balance after it', async () => {
    expect(await lines(text(...OLDEST_FIRST))).toMatchObject([
      { account: ACCOUNT, day: '2025-10-01', amount: 10000n, balance: 10000n, order: 0 },
      { day: '2025-10-02', amount: -3000n, balance: 7000n, description: 'HELPING HANDS', order: 1 },
      { day: '2025-10-03', amount: -1250n, balance: 5750n, payment: null, order: 2 },
    ]);
  });

  it('may be newest first: found out by its days', async () => {
    const found = await lines(text(HEAD, C, B, A));
    expect(found.map((line) => [line?.description, line?.order])).toEqual([
      ['BUS', 2],
      ['HELPING HANDS', 1],
      ['COUNCIL', 0],
    ]);
  });

  it('of one day is ordered by its balance alone', async () => {
    const oneDay = [A, B, C].map((row) => row.replace(/^\d\d/, '05'));
    const upward = await lines(text(HEAD, ...oneDay));
    expect(upward.map((line) => line?.order)).toEqual([0, 1, 2]);
    const downward = await lines(text(HEAD, ...oneDay.toReversed()));
    expect(downward.map((line) => line?.order)).toEqual([2, 1, 0]);
  });

  it.each([
    ['Date,Details,Paid In,Paid Out,Balance', '2025-10-01,COUNCIL,100.00,,100.00', 10000n],
    ['Date,Details,Paid In,Paid Out,Balance', '2025-10-01,SHOP,0.00,4.99,100.00', -499n],
    [
      'Transaction Date,Transaction Type,Sort Code,Transaction Description,Debit Amount,Credit Amount,Balance',
      '01/10/2025,DEB,00-00-00,SHOP,4.99,,100.00',
      -499n,
    ],
    ['date, DESCRIPTION ,Type,Value,Balance', '01 Oct 2025,SHOP,DD,-4.99,100.00', -499n],
    [
      'Date,Type,Description,Money In,Money Out,Balance',
      '1 Oct 2025,,SHOP,,"£1,234.50",0',
      -123450n,
    ],
    ['Date,Narrative,Amount (GBP),Balance (GBP)', '01/10/2025,SHOP,+4.99,100.00', 499n],
  ])('under the names %s', async (head, row, amount) => {
    const [line] = await lines(text(head, row));
    expect(line).toMatchObject({ day: '2025-10-01', amount });
  });

  it('knows a direct debit by its column, or by the words', async () => {
    const rows = ['DD,SHOP', 'Direct Debit,SHOP', 'CARD,SHOP', ',DIRECT DEBIT SHOP'];
    const found = await lines(
      text(
        'Date,Type,Description,Amount,Balance',
        ...rows.map((row, at) => `01/10/2025,${row},-1.00,${9 - at}.00`),
      ),
    );
    expect(found.map((line) => line?.isDirectDebit)).toEqual([true, true, false, true]);
  });

  it('works out a balance that is left blank', async () => {
    const blank = OLDEST_FIRST.map((row) => row.replace(/,(100\.00|70\.00)$/, ','));
    const found = await lines(text(...blank));
    expect(found.map((line) => line?.balance)).toEqual([10000n, 7000n, 5750n]);
  });

  it('takes the same payment twice in a day for two', async () => {
    const twice = [A, ...['-10.00,90.00', '10.00,100.00', '-10.00,90.00']].map((row, at) =>
      at === 0 ? row : `01/10/2025,SHOP,${row}`,
    );
    const marks = (await lines(text(HEAD, ...twice))).map((line) => line?.mark);
    expect(new Set(marks).size).toBe(4);
  });

  it('gives a line the same mark in whichever file and order it comes', async () => {
    const marks = async (...rows: string[]) =>
      (await lines(text(HEAD, ...rows))).map((line) => line?.mark);
    const [a, b, c] = await marks(A, B, C);
    expect(await marks(C, B)).toEqual([c, b]);
    expect(await marks(A, B)).toEqual([a, b]);
  });
});

describe('a file is refused whole', () => {
  it.each([
    [text(HEAD, A, B.replace('70.00', '71.00'), C), /^the running balance breaks at row 2:/],
    [text(HEAD, A, C), /^the running balance breaks at row 2:/],
    // Newest first: row 2 stands between the two that no longer follow from one another.
    [text(HEAD, C, A), /^the running balance breaks at row 1:/],
    [text(HEAD, A, C, B), /^row 3 is out of order/],
    [
      text(HEAD, A, B.replace('02/10/2025', '2025-10-02'), C),
      /^row 2 writes its date as YYYY-MM-DD/,
    ],
    [text(HEAD, '01/10/2025,COUNCIL,100.00,'), /^no row gives a balance/],
    [text('Date,Description,Balance', '01/10/2025,COUNCIL,1'), /no column of the amount/],
    [text('Date,Description,Paid In,Balance', '01/10/2025,C,1,1'), /no column of the paid out/],
    [text('Date,Description,Amount', '01/10/2025,COUNCIL,1'), /no column of the balance/],
    [text('Day,Description,Amount,Balance', '1,C,1,1'), /no column of the date/],
    [text('Date,Description,Amount,Paid In,Paid Out,Balance', '1,C,1,1,1,1'), /leave one away/],
    [text('Date,Date,Description,Amount,Balance', '1,1,C,1,1'), /date is there twice/],
    [text(HEAD), /no data rows/],
    [text(HEAD, `${A},more`), /^row 1 has more or fewer fields/],
  ])('%#', async (file, reason) => {
    expect(await refusal(file)).toMatch(reason);
  });

  it('and what it says is not repeated', async () => {
    const said = await refusal(text(HEAD, A.replace('COUNCIL', 'Priscilla'), C));
    expect(said).not.toMatch(/Priscilla|100\.00|57\.50/);
  });
});

describe('a row is rejected', () => {
  it.each([
    ['45931,COUNCIL,100.00,100.00', 'Date SPREADSHEET_DATE'],
    ['31/02/2025,COUNCIL,100.00,100.00', 'Date BAD_DATE'],
    ['1.10.2025,COUNCIL,100.00,100.00', 'Date BAD_DATE'],
    [',COUNCIL,100.00,100.00', 'Date BLANK'],
    ['01/10/2025,,100.00,100.00', 'Description BLANK'],
    ['01/10/2025,COUNCIL,1.00E+02,100.00', 'Amount SPREADSHEET_NUMBER'],
    ['01/10/2025,COUNCIL,100.001,100.00', 'Amount BAD_MONEY'],
    ['01/10/2025,COUNCIL,"1,00.00",100.00', 'Amount BAD_MONEY'],
    ['01/10/2025,COUNCIL,,100.00', 'Amount BLANK'],
    ['01/10/2025,COUNCIL,0.00,100.00', 'Amount MOVES_NOTHING'],
    ['01/10/2025,COUNCIL,100.00,1.00E+02', 'Balance SPREADSHEET_NUMBER'],
    ['01/10/2025,COUNCIL,100.00,100.00 DR', 'Balance BAD_MONEY'],
  ])('%s: %s', async (row, fault) => {
    const [verdict, next] = await read(text(HEAD, row, B, C));
    expect(faultsOf(verdict)).toEqual([fault]);
    expect(accepted(next).line).toMatchObject({ amount: -3000n });
  });

  it('after the day of loading', async () => {
    const [verdict] = await read(text(HEAD, '16/01/2026,COUNCIL,1.00,1.00'));
    expect(faultsOf(verdict)).toEqual(['Date FUTURE_DATE']);
  });

  it('where both columns say something', async () => {
    const head = 'Date,Description,Paid In,Paid Out,Balance';
    const [both, below] = await read(
      text(head, '01/10/2025,SHOP,1.00,2.00,3.00', '01/10/2025,SHOP,,-2.00,3.00'),
    );
    expect(faultsOf(both)).toEqual(['Paid Out BOTH_WAYS']);
    expect(faultsOf(below)).toEqual(['Paid Out BAD_MONEY']);
  });

  it('in a closed year, unless it was recorded before', async () => {
    const isClosed = (day: string) => day < '2025-10-02';
    const [old, open] = await read(text(...OLDEST_FIRST), { isClosed });
    expect(faultsOf(old)).toEqual(['Date CLOSED_YEAR']);
    const mark = (await lines(text(...OLDEST_FIRST)))[0]?.mark;
    const recordedAs = (asked: string) => (asked === mark ? mark : undefined);
    const [known] = await read(text(...OLDEST_FIRST), { isClosed, recordedAs });
    expect([accepted(known).line?.mark, accepted(open).line?.amount]).toEqual([mark, -3000n]);
  });
});

it.each([
  ['05/04/2025', '2025-04-05'],
  ['05 Apr 2025', '2025-04-05'],
  ['5 APR 2025', '2025-04-05'],
  ['2025-04-05', '2025-04-05'],
])('%s is %s', (said, day) => expect(parseBankDate(said)).toBe(day));

it.each([
  ['1,234.50', 123450n],
  ['-1,234,567.89', -123456789n],
  ['£12', 1200n],
  ['-£12.3', -1230n],
  ['£-12.30', -1230n],
])('%s is %s pence', (said, amount) => expect(parseBankPounds(said)).toBe(amount));

it('reads its sample', async () => {
  const context = contextWithBooks('E08000039', { account }, '2026-04-10');
  const sample = sampleOf(bankStatement, 'direct-payment-2025-26.csv');
  const verdicts = await readText(bankStatement, context, sample);
  expect(verdicts.map((each) => each.accepted)).not.toContain(false);
  expect(verdicts.length).toBe(27);
});
