import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { findIdentity } from '../../src/people/links.ts';
import { holds, withoutOptedOut } from '../../src/people/opt-out.ts';
import { endOptOut, type OptOutRequest, optedOutAmong, optOut } from '../../src/people/opt-outs.ts';
import { link } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { contentsOf, notedIn, receiveCld, takeBack } from '../deliveries/receiving.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;
const NINO = 'AB123456D' as Nino;
const TODAY = '2026-01-15' as PlainDate;
const day = (text: string) => text as PlainDate;

let hub: TestHub;
let housing: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  loaded(await receiveCld(hub, cldFile({})));
  housing = loaded(await hub.receive('housing-dfg', 'E08000039', bobsGrant()));
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-opt-outs', sql`delete from opt_outs`);
});

const bobsGrant = () => dfgFile({ 'NHS Number': BOB, NINO, 'Case Reference': 'DFG2' });
const asked = (differs: Partial<OptOutRequest> = {}): OptOutRequest => ({
  ...{ key: { nhsNumber: ANN }, evidence: 'letter seen', from: TODAY, actor: 'test' },
  ...differs,
});
const record = (differs: Partial<OptOutRequest> = {}) => optOut(hub.db, asked(differs));
const end = (differs: Partial<OptOutRequest> = {}) => endOptOut(hub.db, asked(differs));
const idOf = async (nhsNumber: NhsNumber) =>
  (await findIdentity(hub.db, { nhsNumber }))?.personId as string;
const optedOut = async (today = TODAY) => {
  const people = [await idOf(ANN), await idOf(BOB)];
  return [...(await optedOutAmong(hub.db, people, today))];
};

describe('an opt-out', () => {
  it('is recorded once, with its audit entry of ids', async () => {
    expect(await record()).toBe('OPTED_OUT');
    expect((await notedIn(hub.db)).at(-1)).toEqual({
      actor: 'test',
      action: 'opt-out-recorded',
      details: { optOut: expect.stringMatching(/^[0-9a-f-]{36}$/), person: await idOf(ANN) },
    });
    const before = await contentsOf(hub.db);
    expect(await record({ evidence: 'another letter' })).toBe('ALREADY_OPTED_OUT');
    expect(await record({ from: day('2026-02-01') })).toBe('ALREADY_OPTED_OUT');
    expect(await contentsOf(hub.db)).toEqual(before);
    expect(await optedOut()).toEqual([await idOf(ANN)]);
  });

  it('holds from its first day on, and an earlier one is recorded beside it', async () => {
    await record({ from: day('2026-02-01') });
    expect(await optedOut()).toEqual([]);
    expect(await optedOut(day('2026-02-01'))).toEqual([await idOf(ANN)]);
    expect(await record()).toBe('OPTED_OUT');
    expect(await optedOut()).toEqual([await idOf(ANN)]);
  });

  it('ends at once with all that stand, may be ended again, and may be said anew', async () => {
    await record({ from: day('2026-02-01') });
    await record();
    expect(await end()).toBe('ENDED');
    const [event] = (await notedIn(hub.db)).slice(-1);
    expect(event).toMatchObject({ action: 'opt-outs-ended' });
    expect(event?.details.optOuts).toHaveLength(2);
    expect(await optedOut(day('2026-02-01'))).toEqual([]);
    expect(await end()).toBe('ALREADY_ENDED');
    expect(await record()).toBe('OPTED_OUT');
  });

  it.each<[string, Partial<OptOutRequest>, string]>([
    ['of nobody known', { key: { nhsNumber: '9990000034' as NhsNumber } }, 'NO_PERSON'],
    ['without evidence', { evidence: ' ' }, 'BLANK'],
    ['on evidence without end', { evidence: 'x'.repeat(1001) }, 'TOO_LONG'],
    ['on evidence that is no text', { evidence: 'a\u0000b' }, 'BAD_TEXT'],
  ])('%s is refused and nothing is written', async (_what, differs, code) => {
    await expect(record(differs)).rejects.toMatchObject({ name: 'OptOutRefused', code });
    expect(await optedOut()).toEqual([]);
  });

  it('follows the links: said under one number it holds for the person', async () => {
    const numbers = { nhsNumber: ANN, nino: 'AB654321A' as Nino };
    await link(hub.db, { ...numbers, evidence: 'payslip', actor: 'test' });
    await record({ key: { nino: numbers.nino } });
    expect(await optedOut()).toEqual([await idOf(ANN)]);
    expect(await record()).toBe('ALREADY_OPTED_OUT');
  });

  it('holds although the file that named the person is taken back', async () => {
    await record({ key: { nino: NINO } });
    const council = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
    loaded(await receiveCld(hub, cldFile({}, council)));
    await takeBack(hub, housing);
    expect(await optedOut()).toEqual([await idOf(BOB)]);
    expect(await end({ key: { nhsNumber: BOB } })).toBe('ENDED');
  });
});

describe('the rule', () => {
  const item = (person: string, pence: number) => ({ person, pence });
  const items = [item('a', 1), item('b', 2), item('a', 3), item('c', 4)];

  it('takes everything of a person out of a list and counts people, not entries', () => {
    expect(withoutOptedOut(items, new Set(['a', 'x']))).toEqual({
      listed: [item('b', 2), item('c', 4)],
      peopleLeftOut: 1,
    });
    expect(withoutOptedOut(items, new Set())).toEqual({ listed: items, peopleLeftOut: 0 });
    expect(withoutOptedOut(items, new Set(['a', 'b', 'c']))).toEqual({
      listed: [],
      peopleLeftOut: 3,
    });
  });

  it('asks the day: not before the first, on it, and never once taken back', () => {
    const firstDay = day('2026-02-01');
    expect(holds({ firstDay, endedAt: null }, day('2026-01-31'))).toBe(false);
    expect(holds({ firstDay, endedAt: null }, firstDay)).toBe(true);
    expect(holds({ firstDay, endedAt: new Date() }, day('2026-03-01'))).toBe(false);
  });
});
