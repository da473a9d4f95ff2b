import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/commands/export.ts';
import type { Session } from '../../src/commands/session.ts';
import { WrongUsage } from '../../src/commands/terminal.ts';
import { sql } from '../../src/db/database.ts';
import { MOVEMENT_KINDS, PLACE_KINDS, type PlaceKind } from '../../src/ledger/movement.ts';
import { type EveryKind, moveEverything } from '../ledger/every-kind.ts';
import {
  ADULTS,
  BOARD,
  booksOf,
  COUNCIL,
  deposit,
  depositInput,
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
import { openTestHub, type TestHub } from '../support/hub.ts';

const [ANN, BOB] = testNhsNumbers(2) as [string, string];

let hub: TestHub;
let account: string;
let spent: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
  account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account, { amount: 60_00, effectiveDate: '2025-03-31' }));
  await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD, amount: 30_00 }));
  spent = (await spend(hub, spendInput(account, { amount: 10_01 }))).movement.id;
  const more = await spend(hub, spendInput(account, { amount: 5_00 }));
  await reverse(hub, reverseInput(more.movement.id));
});
afterAll(() => hub.close());

async function exported(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const session: Session = {
    config: hub.config,
    folder: hub.folder,
    actor: 'test',
    terminal: {
      out: (line) => lines.push(line),
      error: (line) => lines.push(line),
      progress: () => undefined,
    },
    withHub: (work) => work(hub),
  };
  const program = new Command();
  exportCommand(program, session);
  await program.parseAsync(['export', ...words], { from: 'user' });
  return `${lines.join('\n')}\n`;
}

const JOURNAL = ['journal', '--format', 'hledger'];

describe('the journal', () => {
  it('holds each movement with its sources, to the penny', async () => {
    const text = await exported(...JOURNAL);
    const transactions = text.split(/\n(?=\d{4}-)/);
    expect(transactions).toHaveLength(6);
    const found = transactions.find((each) => each.includes(spent)) as string;
    expect(found.split('\n').map((line) => line.replace(/recorded:\S+,/, 'recorded,'))).toEqual([
      `2026-01-12 * (${spent}) spending  ; recorded, purpose:personal-care`,
      `    assets:direct-payment:${ADULTS}:${COUNCIL}:${account}  -6.67 GBP`,
      `    expenses:provider:${ADULTS}:${COUNCIL}:${account}  6.67 GBP`,
      `    assets:direct-payment:${HEALTH}:${BOARD}:${account}  -3.34 GBP`,
      `    expenses:provider:${HEALTH}:${BOARD}:${account}  3.34 GBP`,
      '',
    ]);
  });

  it('tells nothing about a person', async () => {
    const text = await exported(...JOURNAL);
    for (const personal of [ANN, 'Helping Hands', 'recorded by mistake', '1950']) {
      expect(text).not.toContain(personal);
    }
  });

  it.each([[['journal', '--format', 'beancount']]])('%j is wrong usage', async (words) => {
    await expect(exported(...words)).rejects.toThrow(WrongUsage);
  });
});

const HAS_HLEDGER = spawnSync('hledger', ['--version']).status === 0;

/** The place of an account's name, as the ledger calls it. */
const NAMES: Readonly<Record<PlaceKind, string>> = {
  FUNDING: 'revenues:funding',
  CONTRIBUTION: 'revenues:contribution',
  NOTIONAL: 'assets:notional',
  THIRD_PARTY: 'assets:third-party',
  DIRECT_PAYMENT: 'assets:direct-payment',
  COMMITTED: 'assets:committed',
  CONTINGENCY: 'assets:contingency',
  COLLECTED: 'assets:collected',
  IN_QUESTION: 'assets:unattributed',
  PROVIDER: 'expenses:provider',
  RECLAIM: 'expenses:reclaim',
  RECHARGE: 'equity:recharge',
};

interface Place {
  readonly kind: PlaceKind;
  readonly whose: string;
  readonly account: string;
  readonly pence: bigint;
}

describe.runIf(HAS_HLEDGER)('an independent program', () => {
  let every: EveryKind;
  let path: string;
  let places: Place[];
  beforeAll(async () => {
    every = await moveEverything(hub, BOB);
    path = join(hub.folder, 'onepot.journal');
    await writeFile(path, await exported(...JOURNAL));
    places = await hub.db.rows<Place>(
      'test.places',
      sql`select kind, coalesce(stream || ':' || funder, 'in-question') as whose,
            account_id as account, balance_pence as pence from ledger_accounts`,
    );
  });

  /** Pence by the name of an account, of which an alias may leave parts away. */
  function told(...words: string[]): Map<string, bigint> {
    const asked = ['-f', path, 'balance', '--flat', '--no-total', '--empty', '-O', 'csv'];
    const csv = execFileSync('hledger', [...asked, ...words], { encoding: 'utf8' });
    const lines = csv.trim().split('\n').slice(1);
    return new Map(
      lines.map((line) => {
        const [name = '', sum = ''] = line.replaceAll('"', '').replace(/ GBP$/, '').split(',');
        return [name, BigInt(sum.replace('.', ''))];
      }),
    );
  }

  /** The same by the ledger's own balances. */
  function kept(name: (place: Place) => string): Map<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const place of places) {
      sums.set(name(place), (sums.get(name(place)) ?? 0n) + place.pence);
    }
    return sums;
  }

  it('is given every kind of movement, and something in every place', () => {
    const text = execFileSync('hledger', ['-f', path, 'descriptions'], { encoding: 'utf8' });
    const kinds = MOVEMENT_KINDS.map((kind) => kind.toLowerCase().replaceAll('_', '-'));
    expect(text.trim().split('\n').sort()).toEqual(kinds.sort());
    const filled = places.filter(({ pence }) => pence !== 0n).map(({ kind }) => kind);
    expect([...new Set(filled)].sort()).toEqual([...PLACE_KINDS].sort());
  });

  it('closes each account as the ledger does, to the penny', () => {
    const name = ({ kind, whose, account }: Place) => `${NAMES[kind]}:${whose}:${account}`;
    expect(told()).toEqual(kept(name));
    expect(places.length).toBeGreaterThan(30);
  });

  it('each place', () => {
    const found = told('--depth', '2');
    expect(found).toEqual(kept(({ kind }) => NAMES[kind]));
    // What was promised and is not paid: £15.55, and £1.23 of care that is bought.
    expect(found.get('assets:committed')).toBe(16_78n);
    expect(found.get('assets:contingency')).toBe(20_01n);
    expect(found.get('assets:unattributed')).toBe(-14_36n);
    expect(found.get('expenses:reclaim')).toBe(9_09n);
    expect(found.get('equity:recharge')).toBe(0n);
  });

  it('each source: all that came is somewhere, and what of it is held', () => {
    const ofSource = ({ whose, account }: Place) => `${whose}:${account}`;
    expect(told('--alias', '/^[^:]+:[^:]+:/=')).toEqual(kept(ofSource));
    const whole = told('--alias', '/^[^:]+:[^:]+:(.*):[^:]+$/=\\1');
    expect(whole).toEqual(kept(({ whose }) => whose));
    const sources = [`${ADULTS}:${COUNCIL}`, `${ADULTS}:SELF`, `${HEALTH}:${BOARD}`, 'in-question'];
    expect(whole).toEqual(new Map(sources.map((source) => [source, 0n])));
    const sides = told('--alias', '/^([a-z]+):[^:]+:/=\\1:');
    expect(sides).toEqual(kept((place) => `${NAMES[place.kind].split(':')[0]}:${ofSource(place)}`));
  });

  it('what each account comes to, as its holder is shown', async () => {
    const held = told('--alias', '/^assets:.*:/=assets:', '^assets:');
    for (const account of [every.directPayment, every.thirdParty, every.notional]) {
      expect(held.get(`assets:${account}`)).toBe(BigInt((await booksOf(hub, account)).book ?? -1));
    }
    // £340.00 less £22.24, £21.11, £8.88, £12.34, £17.01 and £9.09.
    expect(held.get(`assets:${every.directPayment}`)).toBe(249_33n);
  });

  it('names what is in question, and everything else by its stream', () => {
    const names = [...told().keys()];
    const nobodys = names.filter((name) => name.includes(':in-question:'));
    const pair = (account: string) => [
      ...[`assets:unattributed:in-question:${account}`, `expenses:provider:in-question:${account}`],
    ];
    expect(nobodys.sort()).toEqual(
      [...pair(every.directPayment), ...pair(every.commissioned)].sort(),
    );
    const others = names.filter((name) => !nobodys.includes(name));
    const pattern = new RegExp(`^[a-z]+:[a-z-]+:(${ADULTS}|${HEALTH}):[A-Z0-9]+:[0-9a-f-]{36}$`);
    expect(others.filter((name) => !pattern.test(name))).toEqual([]);
  });

  it('finds nothing wrong with it', () => {
    expect(execFileSync('hledger', ['-f', path, 'check'], { encoding: 'utf8' })).toBe('');
  });
});
