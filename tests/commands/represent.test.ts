import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/program.ts';
import type { Session } from '../../src/commands/session.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
});
afterAll(() => hub.close());

async function represent(...more: string[]) {
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
  const words = ['represent', '--sub', 'son', '--nhs-number', '9990000018', '--json', ...more];
  const exit = await runCommand(words, session, async () => 'ALREADY_SEEDED');
  const answer = out[0]?.startsWith('{') ? JSON.parse(out[0]) : null;
  return { exit, answer, error: errors.join('\n') };
}

const AS = ['--kind', 'attorney-money', '--evidence', 'registered power seen'];
const done = (status: string) => ({ exit: 0, answer: { status } });

describe('hub represent', () => {
  it('may be repeated, the next day too, and is taken back by --end', async () => {
    expect(await represent(...AS)).toMatchObject(done('RECORDED'));
    hub.day = '2026-01-16' as typeof hub.day;
    expect(await represent(...AS)).toMatchObject(done('ALREADY_RECORDED'));
    const fewer = ['--streams', 'adult-social-care, housing-benefit', '--until', '2026-12-31'];
    expect(await represent(...AS, ...fewer)).toMatchObject(done('RECORDED'));
    expect(await represent('--kind', 'deputy', '--end')).toMatchObject(done('ALREADY_ENDED'));
    expect(await represent('--end')).toMatchObject(done('ENDED'));
    expect(await represent('--end')).toMatchObject(done('ALREADY_ENDED'));
  });

  it.each([
    ['a stream that is none', [...AS, '--streams', 'shoes'], 1],
    ['a last day before the first', [...AS, '--until', '2026-01-01'], 1],
    ['evidence that says nothing', ['--kind', 'advocate', '--evidence', ''], 1],
    ['no such power', ['--kind', 'neighbour', '--evidence', 'seen'], 2],
    ['no power', ['--evidence', 'seen'], 2],
    ['no evidence', ['--kind', 'advocate'], 2],
    ['a day that is none', [...AS, '--from', 'tomorrow'], 2],
  ] as const)('%s is refused with why', async (_what, words, exit) => {
    const answer = await represent(...words);
    expect(answer.exit).toBe(exit);
    expect(answer.error).not.toBe('');
    if (exit === 1) expect(answer.answer).toMatchObject({ status: 'REFUSED' });
  });
});
