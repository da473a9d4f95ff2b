import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/program.ts';
import type { Session } from '../../src/commands/session.ts';
import { sql } from '../../src/db/database.ts';
import { notedIn } from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { someReads } from './entries.ts';

let hub: TestHub;
let id: string;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await someReads(hub.db, 1);
  const [row] = await hub.db.rows<{ id: bigint }>('test.first-read', sql`select id from reads`);
  id = String(row?.id);
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

const hold = (read: string, until: string, reason = 'an enquiry') =>
  run('hold-back', read, '--until', until, '--reason', reason, '--by', 'guardian', '--json');

const holds = () =>
  hub.db.rows('test.holds', sql`select until_day, reason, held_by from read_holds`);

describe('hub hold-back', () => {
  it('holds an entry back to the end of a day, is noted, and may be repeated', async () => {
    expect(await hold(id, '2026-03-31')).toMatchObject({
      exit: 0,
      answer: { status: 'HELD_BACK' },
    });
    const first = await holds();
    expect(first).toEqual([{ until_day: '2026-04-01', reason: 'an enquiry', held_by: 'guardian' }]);
    expect((await hold(id, '2026-03-31')).answer).toEqual({ status: 'ALREADY_HELD_BACK' });
    expect(await holds()).toEqual(first);
    const noted = (await notedIn(hub.db)).filter(({ action }) => action === 'read-held-back');
    expect(noted).toEqual([
      {
        actor: 'test',
        action: 'read-held-back',
        details: { read: id, until: '2026-04-01', reason: 'an enquiry', by: 'guardian' },
      },
    ]);
  });

  it('may be renewed, at most twelve months ahead', async () => {
    expect((await hold(id, '2027-01-15')).answer).toEqual({ status: 'HELD_BACK' });
    const late = await hold(id, '2027-01-16');
    expect({ exit: late.exit, status: late.answer.status }).toEqual({ exit: 1, status: 'REFUSED' });
    expect(late.error).toContain('more than 12 months ahead');
    expect(await holds()).toMatchObject([{ until_day: '2027-01-16' }]);
  });

  it.each([
    ['2026-01-14', 'an enquiry', 'over already'],
    ['2026-02-01', '  ', 'needs words'],
  ])('refuses until %s for "%s"', async (until, reason, why) => {
    const { exit, answer } = await hold(id, until, reason);
    expect({ exit, status: answer.status }).toEqual({ exit: 1, status: 'REFUSED' });
    expect(answer.reason).toContain(why);
  });

  it('refuses an entry that is not there', async () => {
    const { exit, answer } = await hold('99999', '2026-02-01');
    expect(exit).toBe(1);
    expect(answer.reason).toContain('not the id of an entry');
  });

  it.each([
    [['hold-back', 'abc', '--until', '2026-02-01', '--reason', 'x', '--by', 'g']],
    [['hold-back', '1', '--until', '01/02/2026', '--reason', 'x', '--by', 'g']],
    [['hold-back', '1', '--until', '2026-02-01', '--reason', 'x']],
  ])('is wrong usage as %j', async (words) => {
    expect((await run(...words)).exit).toBe(2);
  });

  it('verify looks at the chains too', async () => {
    const { exit, answer } = await run('verify', '--json');
    expect(exit).toBe(0);
    const names = answer.checks.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['the chain of reads is whole', 'audit events are sealed soon']),
    );
  });
});
