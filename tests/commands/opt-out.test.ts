import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { runOn } from './running.ts';

const NHS = '9990000018';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
});
afterAll(() => hub.close());

const say = (...words: string[]) => runOn(hub, 'opt-out', '--nhs-number', NHS, '--json', ...words);
const done = (status: string) => ({ exit: 0, answer: { status } });

describe('hub opt-out', () => {
  it('may be repeated, the next day too, and is taken back by --end', async () => {
    expect(await say('--evidence', 'letter')).toMatchObject(done('OPTED_OUT'));
    hub.day = '2026-01-16' as typeof hub.day;
    expect(await say('--evidence', 'letter')).toMatchObject(done('ALREADY_OPTED_OUT'));
    expect(await say('--end')).toMatchObject(done('ENDED'));
    expect(await say('--end')).toMatchObject(done('ALREADY_ENDED'));
    const from = ['--evidence', 'letter', '--from', '2026-03-01'];
    expect(await say(...from)).toMatchObject(done('OPTED_OUT'));
  });

  it.each([
    ['no evidence', [], 2],
    ['blank evidence', ['--evidence', ' '], 1],
    ['a day that is none', ['--evidence', 'letter', '--from', 'tomorrow'], 2],
    ['two people at once', ['--evidence', 'letter', '--nino', 'AB123456C'], 2],
  ] as const)('%s is refused with why, and never with a number', async (_what, words, exit) => {
    const ran = await say(...words);
    expect(ran.exit).toBe(exit);
    expect(ran.error).not.toBe('');
    expect(ran.error).not.toContain(NHS);
    if (exit === 1) expect(ran.answer).toMatchObject({ status: 'REFUSED' });
  });

  it('is refused where nobody is known by that key', async () => {
    const words = ['--nhs-number', '9990000034', '--evidence', 'letter'];
    expect(await runOn(hub, 'opt-out', ...words)).toMatchObject({
      exit: 1,
      error: 'person is not known by that key',
    });
  });
});
