import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/program.ts';
import type { Session } from '../../src/commands/session.ts';
import { sql } from '../../src/db/database.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  // Of NHS number 9990000018 and National Insurance number AB123456C.
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile({})));
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
  const exit = await runCommand([...words, '--json'], session, async () => 'ALREADY_SEEDED');
  const answer = out[0]?.startsWith('{') ? JSON.parse(out[0]) : null;
  return { exit, answer, error: errors.join('\n') };
}

const BY_NUMBER = ['--nhs-number', '9990000018'];
const WHY = ['--reason', 'a court order'];
const done = (status: string) => ({ exit: 0, answer: { status }, error: '' });

describe('hub restrict and hub unrestrict', () => {
  it('may be repeated, by whichever number names the person', async () => {
    const [row] = await hub.db.rows<{ id: string }>('test.id', sql`select id from identities`);
    const keys = [BY_NUMBER, ['--nino', 'AB123456C'], ['--person', (row as { id: string }).id]];
    for (const key of keys) {
      expect(await run('unrestrict', ...key)).toEqual(done('ALREADY_ENDED'));
      expect(await run('restrict', ...key, ...WHY)).toEqual(done('RESTRICTED'));
      for (const again of keys) {
        expect(await run('restrict', ...again, ...WHY)).toEqual(done('ALREADY_RESTRICTED'));
      }
      expect(await run('unrestrict', ...key)).toEqual(done('ENDED'));
    }
  });

  it.each([
    ['somebody not known', ['restrict', '--nhs-number', '9990000026', ...WHY], 1],
    ['somebody not known, freed', ['unrestrict', '--nhs-number', '9990000026'], 1],
    ['a reason that says nothing', ['restrict', ...BY_NUMBER, '--reason', ' '], 1],
    ['no reason', ['restrict', ...BY_NUMBER], 2],
    ['nobody', ['restrict', ...WHY], 2],
    ['somebody named twice', ['unrestrict', ...BY_NUMBER, '--nino', 'AB123456C'], 2],
    ['a number that is none', ['restrict', '--nhs-number', '9990000019', ...WHY], 2],
  ] as const)('%s is refused with why, and without a number', async (_what, words, exit) => {
    const answer = await run(...words);
    expect(answer.exit).toBe(exit);
    expect(answer.error).not.toBe('');
    expect(answer.error).not.toMatch(/999|AB123/);
    if (exit === 1) expect(answer.answer).toMatchObject({ status: 'REFUSED' });
  });
});
