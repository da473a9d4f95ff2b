import { describe, expect, it } from 'vitest';
import { payments } from '../../adapters/payments/adapter.ts';
import { paymentRow } from '../../adapters/payments/format.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import type { Books, HostedAccount, NumbersOfPerson } from '../../src/deliveries/money-line.ts';
import { contextWithBooks } from '../support/books.ts';
import { accepted, faultsOf, readText, sampleOf } from '../support/reading.ts';

const COLUMNS = Object.keys(paymentRow.shape);
type Cells = Readonly<Record<string, string>>;

const ANN = '9990000018';
const ACCOUNT = '11111111-1111-4111-8111-111111111111';

/** A council's deposit of £100.00 into a direct-payment account, for October. */
const GOOD: Cells = {
  'Payment Reference': 'R1',
  'NHS Number': ANN,
  Stream: 'adult-social-care',
  Mode: 'DIRECT_PAYMENT',
  Kind: 'DIRECT_PAYMENT',
  Amount: '100.00',
  Basis: 'NET',
  'Paid On': '2025-10-06',
  'Covers First Day': '2025-10-01',
  'Covers Last Day': '2025-10-31',
};

const csv = (...rows: readonly Cells[]) =>
  [COLUMNS, ...rows.map((cells) => COLUMNS.map((name) => ({ ...GOOD, ...cells })[name] ?? ''))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

const accountsOf = ({ nhsNumber }: NumbersOfPerson, mode: string): HostedAccount[] =>
  nhsNumber === ANN && mode !== 'THIRD_PARTY'
    ? [{ id: ACCOUNT, mode: mode as HostedAccount['mode'] }]
    : [];

const context = (more: Partial<Books> = {}) =>
  contextWithBooks('E08000039', { accountsOf, ...more });
const judge = (rows: readonly Cells[], more?: Partial<Books>) =>
  readText(payments, context(more), csv(...rows));
const lineOf = async (cells: Cells) => accepted((await judge([cells]))[0]).line;

describe('a payment', () => {
  it('is money in, of whom and for which days', async () => {
    expect(await lineOf({})).toMatchObject({
      ...{ account: ACCOUNT, day: '2025-10-06', amount: 10000n, balance: null, description: 'R1' },
      payment: {
        ...{ kind: 'DIRECT_PAYMENT', reference: 'R1', stream: 'adult-social-care' },
        ...{ funder: 'E08000039', gross: false, payee: null, purpose: null, refundOf: null },
        covers: { from: '2025-10-01', until: '2025-11-01' },
      },
    });
  });

  it('to a provider is money out', async () => {
    const invoice = { Kind: 'PROVIDER_INVOICE', Payee: 'Helping  Hands', Basis: 'GROSS' };
    expect(await lineOf({ ...invoice, Purpose: 'personal-care', Funder: 'QF7' })).toMatchObject({
      ...{ amount: -10000n, description: 'Helping Hands' },
      payment: { payee: 'Helping Hands', purpose: 'personal-care', funder: 'QF7', gross: true },
    });
  });

  it('comes before what is paid out the same day, whatever its row', async () => {
    const invoice = { 'Payment Reference': 'R2', Kind: 'PROVIDER_INVOICE', Payee: 'Helping Hands' };
    const [out, first, before] = await judge([
      invoice,
      {},
      { ...invoice, 'Payment Reference': 'R3', 'Paid On': '2025-10-05' },
    ]);
    const order = (verdict: typeof out) => accepted(verdict).line?.order as number;
    expect(order(before)).toBeLessThan(order(first));
    expect(order(first)).toBeLessThan(order(out));
  });

  it('is known again by its reference, and says the same or not', async () => {
    const [one, same, other] = await Promise.all([{}, {}, { Amount: '100.01' }].map(lineOf));
    expect([one?.mark, one?.said]).toEqual([same?.mark, same?.said]);
    expect(one?.mark).toBe(other?.mark);
    expect(one?.said).not.toBe(other?.said);
  });
});

describe('a row is rejected', () => {
  it.each<[Cells, ...string[]]>([
    [{ 'NHS Number': '' }, 'NHS Number NO_PERSON'],
    [{ 'NHS Number': '999000001' }, 'NHS Number LOST_ZERO'],
    [{ 'NHS Number': '9.99E+09' }, 'NHS Number SPREADSHEET_NUMBER'],
    [{ 'NHS Number': '9990000026' }, 'Mode NO_ACCOUNT'],
    [{ Mode: 'THIRD_PARTY' }, 'Mode NO_ACCOUNT'],
    [{ Mode: 'direct' }, 'Mode UNKNOWN_CODE'],
    [{ Mode: 'COMMISSIONED' }, 'Kind WRONG_KIND'],
    [{ Kind: 'INVOICE' }, 'Kind UNKNOWN_CODE'],
    [{ Kind: 'PROVIDER_INVOICE' }, 'Payee BLANK'],
    [{ Kind: 'REFUND' }, 'Refund Of BLANK'],
    [{ 'Refund Of': 'R0' }, 'Refund Of WRONG_KIND'],
    [{ Purpose: 'personal-care' }, 'Purpose WRONG_KIND'],
    [{ Stream: 'care' }, 'Stream UNKNOWN_CODE'],
    [{ Funder: 'NOBODY' }, 'Funder UNKNOWN_ORGANISATION'],
    [{ Funder: 'HOMELY' }, 'Funder UNKNOWN_ORGANISATION'],
    [{ Amount: '0.00' }, 'Amount BAD_MONEY'],
    [{ Amount: '-1.00' }, 'Amount BAD_MONEY'],
    [{ Amount: '1E+02' }, 'Amount SPREADSHEET_NUMBER'],
    [{ Basis: '' }, 'Basis BLANK'],
    [{ 'Paid On': '45936' }, 'Paid On SPREADSHEET_DATE'],
    [{ 'Paid On': '2026-01-16' }, 'Paid On FUTURE_DATE'],
    [{ 'Covers Last Day': '' }, 'Covers Last Day BLANK'],
    [{ 'Covers Last Day': '2025-09-30' }, 'Covers Last Day END_BEFORE_START'],
    [{ 'Payment Reference': ' ' }, 'Payment Reference BLANK'],
  ])('%j: %s', async (cells, ...faults) => {
    expect(faultsOf((await judge([cells]))[0])).toEqual(faults);
  });

  it('where the stream is never held in an account, or the purpose is not known', async () => {
    const books = { undepositable: () => 'it is paid to the builder', isPurpose: () => false };
    expect(faultsOf((await judge([{}], books))[0])).toEqual(['Stream NOT_DEPOSITABLE']);
    const invoice = { Kind: 'PROVIDER_INVOICE', Payee: 'Helping Hands', Purpose: 'care' };
    expect(faultsOf((await judge([invoice], books))[0])).toEqual(['Purpose UNKNOWN_CODE']);
  });

  it('where its reference stands for another payment', async () => {
    const [, again] = await judge([{}, { Amount: '1.00' }]);
    expect(faultsOf(again)).toEqual(['Payment Reference REPEATED_REFERENCE']);
    const [other] = await judge([{}], { recordedAs: () => 'something else' });
    expect(faultsOf(other)).toEqual(['Payment Reference OTHER_PAYMENT']);
  });

  it('in a closed year, unless it was recorded before', async () => {
    const isClosed = () => true;
    expect(faultsOf((await judge([{}], { isClosed }))[0])).toEqual(['Paid On CLOSED_YEAR']);
    const said = (await lineOf({}))?.said;
    const [known] = await judge([{}], { isClosed, recordedAs: () => said });
    expect(accepted(known).line?.said).toBe(said);
  });
});

it.each(COLUMNS)('a file without %s is refused', async (missing) => {
  const text = csv({}).replace(new RegExp(`(^|,)${missing}(?=[,\n])`), '$1X');
  await expect(readText(payments, context(), text)).rejects.toThrow(FileRefused);
});

it('reads its sample', async () => {
  const everybody = () => [{ id: ACCOUNT, mode: 'NOTIONAL' as const }];
  const text = sampleOf(payments, 'e08000039-run-2025-10.csv');
  const verdicts = await readText(payments, context({ accountsOf: everybody }), text);
  expect(verdicts.map(({ accepted: taken }) => taken)).toEqual([1, 2, 3, 4, 5, 6].map(() => true));
});
