import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/commands/terminal.ts';
import { readConfig } from '../../src/config.ts';
import { askRunningHub } from '../../src/local-socket.ts';
import { runHere } from '../../src/run-here.ts';
import {
  COUNCIL,
  depositInput,
  makeKnownFile,
  newKey,
  spendInput,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { SERVER } from '../support/hub.ts';
import { ACCOUNTS, DEPOSIT, OPEN, SPEND } from '../support/queries.ts';
import { type Answer, ended, makePlace, type Place, said } from './place.ts';

const [ANN] = testNhsNumbers(1) as [string];
const ROUNDS = 10;
const AT_ONCE = 20;
const AMOUNT = 101;
const PAID_IN = 1_000_000;
const READY = /ready on (http:\/\/\S+)/;

let place: Place;
let hub: ChildProcess | null = null;
let url = '';
let token = '';
let account = '';

beforeAll(async () => {
  place = await makePlace('made');
  place.env.TODAY = TODAY;
  // The first command gives an empty database its reference data.
  const file = await place.file('council.csv', makeKnownFile(ANN));
  const loaded = await command('ingest', 'social-care-cld', file, '--from', COUNCIL);
  expect(loaded.answer).toMatchObject({ status: 'LOADED' });
  ({ token } = (await command('token', '--role', 'finance', '--org', COUNCIL)).answer);
  await start();
  const input = { nhsNumber: ANN, mode: 'DIRECT_PAYMENT', idempotencyKey: newKey() };
  account = (await ask(OPEN, { input })).openAccount.account.id;
  const deposited = await ask(DEPOSIT, { input: depositInput(account, { amount: PAID_IN }) });
  expect(deposited.recordDeposit.movement).toBeTruthy();
});
afterAll(async () => {
  await kill();
  await place.remove();
});

/**
 * Runs a command in this process, or in the running hub's where that holds the embedded database:
 * as the command line does, but for a process of its own, of which this test needs a dozen.
 */
async function command(...words: string[]): Promise<{ exit: number; answer: Answer }> {
  const lines: string[] = [];
  const terminal: Terminal = {
    out: (line) => lines.push(line),
    error: (line) => lines.push(line),
    progress: () => undefined,
  };
  const asked = { words: [...words, '--json'], folder: place.folder };
  const exit =
    hub && !SERVER
      ? await askRunningHub(place.folder, asked, terminal)
      : await runHere(asked.words, readConfig(place.env), terminal);
  return { exit, answer: JSON.parse(lines.join('')) };
}

async function start(): Promise<void> {
  hub = await place.start('src/main.js');
  [, url = ''] = await said(hub, READY);
}

async function kill(): Promise<void> {
  if (!hub) return;
  hub.kill('SIGKILL');
  await ended(hub);
  hub = null;
}

async function ask(query: string, variables: object): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

interface Sent {
  readonly key: string;
  /** The movement that was acknowledged; null where no answer came. */
  readonly movement: string | null;
}

/** Sends payments at once, and kills the hub when so many are acknowledged. */
async function cutOff(acknowledged: number): Promise<Sent[]> {
  let answers = 0;
  const waiting = Array.from({ length: AT_ONCE }, newKey).map(async (key): Promise<Sent> => {
    const movement = await pay(key).then(
      (paid) => paid.movement.id as string,
      () => null,
    );
    if (movement !== null) answers += 1;
    return { key, movement };
  });
  const all = Promise.all(waiting);
  // None yet: the kill falls among the first ones’ statements.
  await sleep(5);
  while (answers < acknowledged) await sleep(1);
  await kill();
  return all;
}

const pay = async (idempotencyKey: string): Promise<Answer> =>
  (await ask(SPEND, { input: spendInput(account, { amount: AMOUNT, idempotencyKey }) }))
    .recordSpend;

const left = async (): Promise<number> =>
  (await ask(ACCOUNTS, { nhsNumber: ANN })).person.accounts[0].available.pence;

describe('a hub that is killed while money moves', () => {
  it('leaves each of twenty movements whole or absent, ten times, and none that it acknowledged absent', async () => {
    const outcomes = { acknowledged: 0, recorded: 0, absent: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const sent = await cutOff(round * 2);
      await start();
      const before = await left();
      let absent = 0;
      const answers = await Promise.all(sent.map(({ key }) => pay(key)));
      for (const [at, { movement }] of sent.entries()) {
        const again = answers[at];
        if (movement === null && !again.replayed) absent += 1;
        // What was acknowledged is there, and answered as before.
        if (movement !== null)
          expect(again).toMatchObject({ replayed: true, movement: { id: movement } });
      }
      const acknowledged = sent.filter(({ movement }) => movement !== null).length;
      outcomes.acknowledged += acknowledged;
      outcomes.recorded += AT_ONCE - acknowledged - absent;
      outcomes.absent += absent;
      // What was not answered was recorded whole or not at all: a payment is £1.01.
      const all = PAID_IN - (round + 1) * AT_ONCE * AMOUNT;
      expect(before).toBe(all + absent * AMOUNT);
      expect(await left()).toBe(all);
      expect(await command('verify')).toMatchObject({ exit: 0, answer: { ok: true } });
    }
    // The kills did fall among them.
    expect(outcomes.acknowledged).toBeGreaterThan(ROUNDS);
    expect(outcomes.absent).toBeGreaterThan(ROUNDS);
  }, 1_200_000);
});
