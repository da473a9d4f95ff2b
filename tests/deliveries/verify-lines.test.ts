import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { verifyLines } from '../../src/deliveries/verify-lines.ts';
import {
  ADULTS,
  COUNCIL,
  deposit,
  depositInput,
  makeKnown,
  openAccount,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { foundWhere } from '../support/planted.ts';
import { receiveStatement, settle, waitingIn } from './lines.ts';
import { takeBack } from './receiving.ts';

const MOVEMENT = 'each line of a file has its movement, of its account, sum and day';
const LINE = 'each movement that a file brought has its line, and no other';
const TOLD = 'each row of a file tells of the line that was recorded of it';
const STANDS = 'a line stands for as long as a file that counts tells of it';
const ENDED = 'what became of a line agrees with it';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const [ann, bob] = testNhsNumbers(2) as [string, string];
  await makeKnown(hub, ann, bob);
  const account = await openAccount(hub, ann);
  await openAccount(hub, bob);
  await deposit(hub, depositInput(account, { effectiveDate: '2026-01-03' }));
  const receive = (lines: Parameters<typeof receiveStatement>[2], from?: number) =>
    receiveStatement(hub, account, lines, from);
  const [card, found] = [
    ['2026-01-07', 'CARD', -500],
    ['2026-01-08', 'FOUND', 700],
  ] as const;
  // The first confirms the deposit; the card and what was found stand in two files.
  await receive([['2026-01-05', 'COUNCIL', 10_000], ['2026-01-06', 'WHEELS', -3_000], card, found]);
  await receive([card, found, ['2026-01-09', 'TAXI', -300]], 7_000);
  const wrong = await receive([['2026-01-10', 'BUS', -200]], 6_900);
  const decide = async (description: string, as: object) => {
    const { nodes } = await waitingIn(hub);
    const line = nodes.find((each: { description: string }) => each.description === description);
    expect(await settle(hub, line.id, as)).toMatchObject({ replayed: false });
  };
  await decide('WHEELS', { spending: { purpose: 'equipment', payee: 'Wheels and Walkers' } });
  await decide('CARD', { notOurs: { reason: 'another card' } });
  await decide('FOUND', { deposit: { stream: ADULTS, funder: COUNCIL } });
  await decide('BUS', { spending: { purpose: 'travel', payee: 'Bus' } });
  await takeBack(hub, wrong.delivery);
});
afterAll(() => hub.close());

const verify = (db: Database) => verifyLines(db, hub.adapters);
const found = (table: string, text: string) => foundWhere(hub.db, table, text, verify);

/** Of the line of these words: its id, its movement, and the movement that it was decided to be. */
const line = (words: string) => `(select id from money_lines where description = '${words}')`;
const moved = (words: string) =>
  `(select journal_id from money_lines where description = '${words}')`;
const decided = (words: string) =>
  `(select journal_id from line_endings where kind = 'SETTLED' and line_id = ${line(words)})`;

/** A table, and what is changed in it or gone from it. */
const change = (table: string, set: string, where: string) =>
  [table, `update ${table} set ${set} where ${where}`] as const;
const gone = (table: string, where: string) =>
  [table, `delete from ${table} where ${where}`] as const;
const lines = (set: string, words: string) => change('money_lines', set, `id = ${line(words)}`);
const told = (set: string, words: string) => change('told_lines', set, `line_id = ${line(words)}`);
const endings = (set: string, words: string) =>
  change('line_endings', set, `line_id = ${line(words)}`);
const journals = (set: string, id: string) => change('journals', set, `id = ${id}`);
const files = (set: string, status: string) =>
  change('deliveries', set, `status = '${status}' and adapter = 'bank-statement'`);
const ELSEWHERE = `account_id = (select id from accounts a
  where not exists (select from money_lines where account_id = a.id))`;
const DECIDED_AT_ONCE = `insert into line_endings (line_id, account_id, kind, settled_as, journal_id,
    ended_by, key_scope, idempotency_key, input_hash)
  select id, account_id, 'SETTLED', 'DEPOSIT', journal_id, 'x', 'x', 'x', 'x'
  from money_lines where description = 'COUNCIL'`;

type Planted = readonly [what: string, table: string, text: string, ...found: string[]];

describe('lines of money', () => {
  it('hold as they were recorded, decided and taken back, whoever looks', async () => {
    const checks = await verify(hub.db);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const details = checks.map(({ name, detail }) => [name, detail]);
    // Four lines, one more, one taken back; two stand in two files; four were decided of.
    expect(details).toContainEqual([MOVEMENT, '6 lines']);
    expect(details).toContainEqual([TOLD, '8 rows']);
    expect(details).toContainEqual([ENDED, '5 endings']);
    expect(await verify(hub.serving)).toEqual(checks);
  });

  const PLANTED: readonly Planted[] = [
    ['a line of another account', ...lines(ELSEWHERE, 'TAXI'), MOVEMENT, LINE, TOLD],
    ['a line of another host', ...lines("host = 'QF7'", 'TAXI'), MOVEMENT, TOLD],
    ['a penny more', ...lines('amount_pence = amount_pence - 1', 'TAXI'), MOVEMENT],
    ['a penny more of one decided', ...lines('amount_pence = 701', 'FOUND'), MOVEMENT, ENDED],
    ['another day', ...lines('day = day + 1', 'TAXI'), MOVEMENT],
    ['a day far from what it confirms', ...lines('day = day + 4', 'COUNCIL'), MOVEMENT],
    ['a line that waits for nobody', ...lines('waits = false', 'TAXI'), MOVEMENT],
    ['a line that recorded what it confirms', ...lines('posted = true', 'COUNCIL'), MOVEMENT],
    ['a line that is gone', ...gone('money_lines', `id = ${line('TAXI')}`), LINE, TOLD],
    [
      'a movement of two lines',
      ...lines(`journal_id = ${moved('TAXI')}`, 'CARD'),
      MOVEMENT,
      LINE,
      ENDED,
    ],
    ['a movement that is gone', ...gone('journals', `id = ${moved('TAXI')}`), MOVEMENT],
    ['a movement of another row', ...journals('row = 99', moved('TAXI')), MOVEMENT, LINE],

    ['a row of another account', ...told(ELSEWHERE, 'TAXI'), TOLD],
    ['a row that the file has not', ...told('row = row + 9', 'CARD'), MOVEMENT, LINE, TOLD],
    [
      'a row of another line',
      ...told(`line_id = ${line('FOUND')}`, 'CARD'),
      MOVEMENT,
      LINE,
      TOLD,
      STANDS,
    ],
    ['a row that is lost', ...gone('told_lines', 'row = 2'), MOVEMENT, LINE, TOLD, STANDS],
    ['rows of another format', ...files("adapter = 'social-care-cld'", 'LOADED'), TOLD],
    ['a file taken back, and its lines not', ...files("status = 'WITHDRAWN'", 'LOADED'), STANDS],
    ['a file that counts, and its lines not', ...files("status = 'LOADED'", 'WITHDRAWN'), STANDS],

    ['an ending in another account', ...endings(ELSEWHERE, 'CARD'), ENDED],
    ['another decision', ...endings("settled_as = 'CONTRIBUTION'", 'FOUND'), ENDED],
    ['a decision of nothing', ...endings('journal_id = null', 'WHEELS'), ENDED, LINE],
    [
      'a decision of another sum',
      ...endings(`journal_id = ${moved('COUNCIL')}`, 'FOUND'),
      ENDED,
      LINE,
    ],
    [
      'a decision of another line',
      ...endings(`journal_id = ${decided('BUS')}`, 'WHEELS'),
      ENDED,
      LINE,
    ],
    [
      'a decision on another day',
      ...journals('effective_day = effective_day + 1', decided('FOUND')),
      ENDED,
    ],
    ['a movement of none of ours', ...endings(`journal_id = ${moved('COUNCIL')}`, 'CARD'), ENDED],
    ['money that is in question still', ...gone('journals', `reverses = ${moved('CARD')}`), ENDED],
    ['money of what was taken back', ...gone('journals', `reverses = ${moved('BUS')}`), ENDED],
    ['what was decided of it', ...gone('journals', `reverses = ${decided('BUS')}`), ENDED],
    ['a decision of what did not wait', 'line_endings', DECIDED_AT_ONCE, ENDED],
  ];

  it.each(PLANTED)('are found wrong: %s', async (_what, table, text, ...names) => {
    expect((await found(table, text)).sort()).toEqual(names.toSorted());
  });
});
