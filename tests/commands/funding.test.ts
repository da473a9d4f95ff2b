import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/program.ts';
import type { Session } from '../../src/commands/session.ts';
import { budgetOf, loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const NHS = '9990000018';
const SHARES = 'E08000039=50,QF7=50';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-01');
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
});
afterAll(() => hub.close());

async function run(...words: string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  const session: Session = {
    config: hub.config,
    terminal: {
      out: (line) => out.push(line),
      error: (line) => errors.push(line),
      progress: () => undefined as never,
    },
    folder: hub.folder,
    actor: 'test',
    withHub: (work) => work(hub),
  };
  const exit = await runCommand(words, session, async () => 'ALREADY_SEEDED');
  const answer = out[0]?.startsWith('{') ? JSON.parse(out[0]) : null;
  return { exit, answer, error: errors.join('\n') };
}

const decide = (...more: string[]) =>
  run(
    ...['funding', 'decide', '--nhs-number', NHS, '--stream', 'adult-social-care'],
    ...['--from', '2025-04-01', '--reason', 'joint assessment', '--json', ...more],
  );
const end = (...more: string[]) =>
  run('funding', 'end', '--nhs-number', NHS, '--stream', 'adult-social-care', '--json', ...more);

describe('hub funding', () => {
  it('decide may be repeated; end is from today unless told', async () => {
    expect(await decide('--shares', SHARES)).toMatchObject({
      exit: 0,
      answer: { status: 'RECORDED' },
    });
    expect(await decide('--shares', SHARES)).toMatchObject({
      exit: 0,
      answer: { status: 'ALREADY_RECORDED' },
    });
    expect(await end()).toMatchObject({ exit: 0, answer: { status: 'ENDED' } });
    expect(await end()).toMatchObject({ exit: 0, answer: { status: 'ALREADY_ENDED' } });
    // April to December 275 days: 3,928.57, halves 1,964.29 and 1,964.28; then 90 days: 1,285.71
    const { streams } = await budgetOf(hub, NHS);
    expect(streams.map((each: (typeof streams)[0]) => each.amount.pence)).toEqual([
      196_429 + 128_571,
      196_428,
    ]);
    expect((await end('--from', '2025-04-01')).answer).toEqual({ status: 'ENDED' });
  });

  it('--until is the last day', async () => {
    await decide('--shares', 'QF7=100', '--until', '2025-04-07');
    const { streams } = await budgetOf(hub, NHS);
    const board = streams.find((each: (typeof streams)[0]) => each.funder.code === 'QF7');
    expect(board.amount.pence).toBe(10_000);
    await end('--from', '2025-04-01');
  });

  it('a dispute names who pays meanwhile', async () => {
    const disputed = ['--disputed', '--interim-payer', 'QF7'];
    expect(await decide('--shares', SHARES, ...disputed)).toMatchObject({ exit: 0 });
    const { streams } = await budgetOf(hub, NHS);
    expect(streams.map((each: (typeof streams)[0]) => each.funder.code)).toEqual(['QF7']);
    await end('--from', '2025-04-01');
  });

  it.each([
    [['--shares', 'E08000039=50,QF7=49'], 'exactly 100'],
    [['--shares', 'E08000039=50,NOBODY=50'], 'not an organisation'],
    [['--shares', SHARES, '--until', '2025-03-31'], 'before the first day'],
    [['--shares', SHARES, '--disputed', '--interim-payer', 'DWP'], 'none of the funders'],
  ])('refuses %j with why', async (words, why) => {
    const { exit, answer, error } = await decide(...words);
    expect({ exit, status: answer.status }).toEqual({ exit: 1, status: 'REFUSED' });
    expect(answer.reason).toContain(why);
    expect(error).toContain(why);
  });

  it.each([
    [['--shares', 'half each']],
    [['--shares', 'E08000039=fifty,QF7=50']],
    [['--shares', SHARES, '--disputed']],
    [['--shares', SHARES, '--interim-payer', 'QF7']],
    [['--shares', SHARES, '--until', '31/03/2026']],
    [[]],
  ])('is wrong usage with %j', async (words) => {
    const { exit, error } = await decide(...words);
    expect(exit).toBe(2);
    expect(error.length).toBeGreaterThan(10);
  });
});
