import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOn } from '../commands/running.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { readPage, textOf } from './page.ts';

const [ANN, BOB, CAT] = testNhsNumbers(3) as [string, string, string];
const OF_BOB = 'Barnaby Fotheringay';
const SHEFFIELD = { code: COUNCIL, words: 'Sheffield' };
const ADULT_CARE = { code: ADULTS, words: 'Adult social care' };

let hub: TestHub;
let files = 0;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB, CAT);
  const [ann, bob] = [await openAccount(hub, ANN), await openAccount(hub, BOB)];
  await openAccount(hub, ANN, 'NOTIONAL', BOARD);
  const office = finance(COUNCIL);
  await deposit(hub, depositInput(ann, { amount: 60_00, effectiveDate: '2025-03-31' }));
  await deposit(hub, depositInput(ann, { amount: 30_00, stream: HEALTH, funder: BOARD }));
  const twice = await deposit(hub, depositInput(ann, { amount: 30_00 }));
  // Between other movements, one of somebody else's.
  await deposit(hub, depositInput(bob, { amount: 77_77 }));
  await spend(hub, spendInput(bob, { amount: 11_11, payee: OF_BOB }));
  await reverse(hub, reverseInput(twice.movement.id, { reason: 'written down twice' }), office);
  const input = spendInput(ann, { amount: 10_00, payee: 'Helping <Hands>' });
  await spend(hub, input, holder(ANN));
});
afterAll(() => hub.close());

async function copyOf(nhsNumber: string, format: 'json' | 'html'): Promise<string> {
  files += 1;
  const name = `money-${files}.${format}`;
  const words = ['--nhs-number', nhsNumber, '--out', name, '--format', format];
  expect(await runOn(hub, 'export', 'person', ...words)).toMatchObject({ exit: 0, error: '' });
  return readFile(join(hub.folder, name), 'utf8');
}
// biome-ignore lint/suspicious/noExplicitAny: the shape is the document's
const sectionsOf = async (nhsNumber: string): Promise<any> =>
  JSON.parse(await copyOf(nhsNumber, 'json')).sections;

describe('a person’s copy tells of their money', () => {
  it('each account, how it is held, by whom, and what is left', async () => {
    const { accounts } = (await sectionsOf(ANN)).accounts.tables;
    // £60 + £30 + £30 − £30 − £10 = £80.
    expect(accounts).toEqual([
      {
        ...{ account: 1, mode: { code: 'DIRECT_PAYMENT', words: expect.any(String) } },
        ...{ host: SHEFFIELD, left: 80_00, identity: 1, openedBy: `finance of ${COUNCIL}` },
        openedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
      expect.objectContaining({
        ...{ account: 2, mode: { code: 'NOTIONAL', words: expect.any(String) }, left: 0 },
        host: { code: BOARD, words: 'South Yorkshire and Bassetlaw' },
      }),
    ]);
  });

  it('each source, and what of it is left', async () => {
    const { sources } = (await sectionsOf(ANN)).accounts.tables;
    const moved = (put: number, paid: number) => [
      { label: 'Put in', value: put },
      { label: 'Paid out', value: paid },
    ];
    // £10 of £60 and £30: two thirds and one third, £6.666… and £3.333…: the penny to the first.
    expect(sources).toMatchObject([
      { stream: ADULT_CARE, funder: SHEFFIELD, account: 1, left: 53_33, moved: moved(60_00, 6_67) },
      { stream: { code: HEALTH }, funder: { code: BOARD }, left: 26_67, moved: moved(30_00, 3_33) },
    ]);
  });

  it('each movement, in the order in which it was written down', async () => {
    const { movements } = (await sectionsOf(ANN)).accounts.tables;
    const [first, , twice, back, paid] = movements;
    expect(movements.map(({ movement }: typeof first) => movement)).toEqual([1, 2, 3, 4, 5]);
    expect(first).toEqual({
      ...{ movement: 1, account: 1, kind: { code: 'DEPOSIT', words: 'money that was put in' } },
      ...{ day: '2025-03-31', year: '2024-25', way: { code: 'IN', words: 'into the account' } },
      ...{ amount: 60_00, parts: [part(ADULT_CARE, SHEFFIELD, 60_00)], payee: null },
      ...{ purpose: null, takesBack: null, takenBackBy: null, reason: null },
      ...{ recordedBy: `finance of ${COUNCIL}`, recordedAt: expect.stringMatching(/Z$/) },
      ...{ about: null, otherAccount: null, outcome: null, gross: null, invoice: null, due: null },
      ...{ firstDay: null, lastDay: null, file: null, fileRow: null },
    });
    expect(twice).toMatchObject({ kind: { code: 'DEPOSIT' }, takesBack: null, takenBackBy: 4 });
    expect(back).toMatchObject({
      ...{ kind: { code: 'REVERSAL' }, day: '2026-01-14', way: { code: 'OUT' }, amount: 30_00 },
      ...{ takesBack: 3, takenBackBy: null, reason: 'written down twice' },
    });
    const board = { code: BOARD, words: expect.any(String) };
    const health = { code: HEALTH, words: expect.any(String) };
    expect(paid).toMatchObject({
      ...{ kind: { code: 'SPENDING' }, day: '2026-01-12', year: '2025-26', way: { code: 'OUT' } },
      ...{ amount: 10_00, payee: 'Helping <Hands>', recordedBy: 'somebody' },
      purpose: { code: 'personal-care', words: 'Personal care' },
      parts: [part(ADULT_CARE, SHEFFIELD, 6_67), part(health, board, 3_33)],
    });
  });

  it('on the page too, in pounds and words', async () => {
    const shown = textOf(readPage(await copyOf(ANN, 'html')));
    expect(shown).toContain('Account: 1 of 2');
    expect(shown).toContain('Movement: 5 of 5');
    expect(shown).toContain('Money wentout of the account');
    for (const said of [
      '£53.33',
      '£26.67',
      'Put in: £60.00',
      'Paid out: £6.67',
      'Helping <Hands>',
    ]) {
      expect(shown).toContain(said);
    }
  });

  it('that an account was opened, and the sources that were looked at', async () => {
    const { changes, whoLooked } = await sectionsOf(ANN);
    const what = changes.tables.changes.map(({ what }: { what: { code: string } }) => what.code);
    expect(what.filter((code: string) => code === 'account-opened')).toHaveLength(2);
    // No file tells of a personal health budget of hers: only the money in the account does.
    const [look] = whoLooked.tables.looks;
    expect(look.streams.map(({ code }: { code: string }) => code)).toEqual([ADULTS, HEALTH]);
  });
});

function part(stream: object, funder: object, amount: number) {
  return [
    { label: 'Kind of support', value: stream },
    { label: 'Who pays', value: funder },
    { label: 'Amount', value: amount },
  ];
}

describe('and of nobody else’s', () => {
  it('no account of another person, nor a movement in it', async () => {
    expect(await copyOf(ANN, 'json')).not.toContain(OF_BOB);
    const { movements } = (await sectionsOf(BOB)).accounts.tables;
    expect(movements.map(({ amount }: { amount: number }) => amount)).toEqual([77_77, 11_11]);
    expect(await copyOf(BOB, 'json')).not.toContain('Helping <Hands>');
  });

  it('nothing where nothing is held', async () => {
    const { tables } = (await sectionsOf(CAT)).accounts;
    expect(tables).toEqual({ accounts: [], sources: [], movements: [] });
  });
});
