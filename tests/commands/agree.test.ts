import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/program.ts';
import type { Session } from '../../src/commands/session.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const NHS = '9990000018';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
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

const say = (command: string, stream: string, to: string, ...more: string[]) =>
  run(command, '--nhs-number', NHS, '--stream', stream, '--to', to, '--json', ...more);
const done = (status: string) => ({ exit: 0, answer: { status } });

describe('hub agree and hub object', () => {
  it('may be repeated, the next day too, and are taken back by --end', async () => {
    expect(await say('agree', 'housing-benefit', 'health')).toMatchObject(done('AGREED'));
    hub.day = '2026-01-16' as typeof hub.day;
    expect(await say('agree', 'housing-benefit', 'health')).toMatchObject(done('ALREADY_AGREED'));
    expect(await say('object', 'all', 'social-care')).toMatchObject(done('OBJECTED'));
    expect(await say('object', 'all', 'social-care')).toMatchObject(done('ALREADY_OBJECTED'));
    expect(await say('agree', 'all', 'all', '--end')).toMatchObject(done('ENDED'));
    expect(await say('agree', 'all', 'all', '--end')).toMatchObject(done('ALREADY_ENDED'));
    expect(await say('object', 'all', 'social-care', '--end')).toMatchObject(done('ENDED'));
  });

  it('take every option of the contract', async () => {
    const options = [
      ...['--purpose', 'to plan support', '--by', 'attorney', '--from', '2026-02-01'],
      ...['--until', '2026-02-28', '--evidence', 'registered power seen'],
    ];
    expect(await say('agree', 'all', 'employment', ...options)).toMatchObject(done('AGREED'));
  });

  it.each([
    ['a stream that is none', ['shoes', 'health'], 1],
    ['another’s word without evidence', ['all', 'health', '--by', 'deputy'], 1],
    ['a last day before the first', ['all', 'health', '--until', '2026-01-01'], 1],
    ['no such sector', ['all', 'police'], 2],
    ['nobody who may say it', ['all', 'health', '--by', 'neighbour'], 2],
    ['a day that is none', ['all', 'health', '--from', 'tomorrow'], 2],
  ] as const)('%s is refused with why', async (_what, words, exit) => {
    const [stream, to, ...more] = words;
    const answer = await say('agree', stream, to, ...more);
    expect(answer.exit).toBe(exit);
    expect(answer.error).not.toBe('');
    if (exit === 1) expect(answer.answer).toMatchObject({ status: 'REFUSED' });
  });

  it('is refused where nobody is known by that key', async () => {
    const words = ['--nhs-number', '9990000034', '--stream', 'all', '--to', 'all'];
    expect(await run('agree', ...words)).toMatchObject({
      exit: 1,
      error: 'person is not known by that key',
    });
  });
});
