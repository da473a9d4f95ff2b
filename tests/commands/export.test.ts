import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/commands/export.ts';
import type { Session } from '../../src/commands/session.ts';
import { WrongUsage } from '../../src/commands/terminal.ts';
import { sql } from '../../src/db/database.ts';
import {
  ADULTS,
  BOARD,
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

const [ANN] = testNhsNumbers(1) as [string];

let hub: TestHub;
let account: string;
let spent: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
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

describe.runIf(HAS_HLEDGER)('an independent program', () => {
  it('adds it up to the same, to the penny', async () => {
    const path = join(hub.folder, 'onepot.journal');
    await writeFile(path, await exported(...JOURNAL));
    const words = ['-f', path, 'balance', '--flat', '--no-total', '--empty', '-O', 'csv'];
    const csv = execFileSync('hledger', words, { encoding: 'utf8' });
    const told = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll('"', '').replace(/ GBP$/, '').split(','));
    const rows = await hub.db.rows<{ name: string; pounds: string }>(
      'test.balances',
      sql`select (case kind when 'FUNDING' then 'revenues:funding'
              when 'PROVIDER' then 'expenses:provider' else 'assets:direct-payment' end)
            || ':' || stream || ':' || funder || ':' || account_id as name,
            to_char(balance_pence / 100.0, 'FM9999990.00') as pounds
          from ledger_accounts`,
    );
    expect(new Map(told.map(([name, pounds]) => [name, pounds]))).toEqual(
      new Map(rows.map(({ name, pounds }) => [name, pounds])),
    );
    expect(rows).toHaveLength(6);
    expect(execFileSync('hledger', ['-f', path, 'check'], { encoding: 'utf8' })).toBe('');
    execFileSync(
      'hledger',
      ['-f', path, 'check', '--strict', 'balancednoautoconversion'].slice(0, 3),
    );
  });
});
