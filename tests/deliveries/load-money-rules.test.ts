import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceMoneyRules } from '../../seeds/reference/money-rules.ts';
import { sql } from '../../src/db/database.ts';
import { loadMoneyRules, type MoneyRulesRequest } from '../../src/deliveries/load-money-rules.ts';
import { type MoneyRule, ruleOn } from '../../src/streams/money-rule.ts';
import { allMoneyRules, ruleBook } from '../../src/streams/money-rules-store.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { runOn } from '../commands/running.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const SHEFFIELD = 'E08000039';
const TODAY = '2026-06-01' as PlainDate;
const HEAD =
  'Kind,Review,Authority,Kind Of Authority,Stream,First Day,Last Day,Known From,Value,Local,Source';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
});
afterAll(() => hub.close());

/** Sheffield's own contingency, two weeks; give what differs by place. */
const row = (differs: Partial<Record<number, string>> = {}) =>
  Object.assign(
    ['CONTINGENCY_WEEKS', '', SHEFFIELD, '', '', '2026-04-01', '', '', '2', '', 'policy'],
    differs,
  ).join(',');

let files = 0;
async function fileOf(rows: readonly string[]): Promise<string> {
  files += 1;
  const path = join(hub.folder, `rules-${files}.csv`);
  await writeFile(path, `${[HEAD, ...rows].join('\n')}\n`);
  return path;
}
async function load(rows: readonly string[], differs: Partial<MoneyRulesRequest> = {}) {
  const request = { path: await fileOf(rows), today: TODAY, history: false, dryRun: false };
  return loadMoneyRules(hub.db, { ...request, actor: 'test', ...differs });
}
const weeks = async (knownOn: PlainDate = TODAY, on: PlainDate = TODAY) => {
  const book = await ruleBook(hub.db, ['CONTINGENCY_WEEKS'], [SHEFFIELD], knownOn);
  const asked = { kind: 'CONTINGENCY_WEEKS', organisation: SHEFFIELD, stream: null } as const;
  return ruleOn(book, asked, on)?.value;
};

it('the reference rules are stored as the file gives them', async () => {
  const sorted = (rules: readonly MoneyRule[]) => rules.map((rule) => JSON.stringify(rule)).sort();
  const inOrder = (rule: MoneyRule) => ({
    ...{ kind: rule.kind, review: rule.review, organisation: rule.organisation },
    ...{ organisationKind: rule.organisationKind, stream: rule.stream, days: rule.days },
    ...{ knownFrom: rule.knownFrom, value: rule.value, local: rule.local, source: rule.source },
  });
  const stored = (await allMoneyRules(hub.db)).map(inOrder);
  expect(sorted(stored)).toEqual(sorted(referenceMoneyRules().map(inOrder)));
});

describe('a file of money rules', () => {
  it('is judged without writing, then loaded, then there already', async () => {
    expect(await load([row()], { dryRun: true })).toMatchObject({ status: 'LOADED', added: 1 });
    expect(await weeks()).toBe('4');
    expect(await load([row()])).toMatchObject({ status: 'LOADED', rows: 1, added: 1 });
    expect(await weeks()).toBe('2');
    const again = await load([row()]);
    expect(again).toMatchObject({ status: 'ALREADY_LOADED', added: 0, alreadyThere: 1 });
  });

  it('known from a later day never rewrites what was known before', async () => {
    await load([row({ 7: '2026-07-01', 8: '3' })]);
    expect(await weeks('2026-06-30' as PlainDate)).toBe('2');
    expect(await weeks('2026-07-01' as PlainDate)).toBe('3');
    const other = row({ 7: '2026-07-01', 8: '1' });
    expect((await load([other])).rejects).toMatchObject([{ field: 'Value', code: 'OTHER_RULE' }]);
    await expect(
      hub.db.rows('test.rewrite', sql`update money_rules set value = '1'`),
    ).rejects.toThrow();
  });

  it('of days gone by is history, and said so', async () => {
    const old = row({ 5: '2025-04-01', 6: '2026-03-31', 7: '2025-04-01', 8: '1' });
    expect((await load([old])).rejects).toMatchObject([{ field: 'Known From', code: 'BACKDATED' }]);
    expect((await load([old], { history: true })).status).toBe('LOADED');
    expect(await weeks(TODAY, '2025-06-01' as PlainDate)).toBe('1');
  });

  it.each([
    [row({ 0: 'OTHER' }), 'Kind', 'UNKNOWN_CODE'],
    [row({ 8: '5' }), 'Value', 'BAD_RULE'],
    [row({ 8: '' }), 'Value', 'BLANK'],
    [row({ 10: '' }), 'Source', 'BLANK'],
    [row({ 1: 'PLAN' }), 'Review', 'BAD_RULE'],
    [row({ 0: 'REVIEW_FIRST_MONTHS' }), 'Review', 'BAD_RULE'],
    [row({ 3: 'council' }), 'Kind Of Authority', 'BAD_RULE'],
    [row({ 2: 'X99' }), 'Authority', 'UNKNOWN_ORGANISATION'],
    [row({ 4: 'none' }), 'Stream', 'UNKNOWN_CODE'],
    [row({ 6: '2026-03-30' }), 'Last Day', 'END_BEFORE_START'],
    [row({ 5: '2026-13-01' }), 'First Day', 'BAD_DATE'],
  ])('with %s is refused for its %s', async (bad, field, code) => {
    const before = (await allMoneyRules(hub.db)).length;
    const fine = row({ 4: 'carer-support' });
    const { status, rejects } = await load([fine, bad]);
    expect({ status, rejects }).toMatchObject({
      status: 'REFUSED',
      rejects: [{ row: 2, field, code }],
    });
    expect(await allMoneyRules(hub.db)).toHaveLength(before);
  });

  it('says a thing once', async () => {
    const { rejects } = await load([row({ 4: 'carer-support' }), row({ 4: 'carer-support' })]);
    expect(rejects).toMatchObject([{ row: 2, field: 'First Day', code: 'TWICE' }]);
  });
});

describe('hub money-rules', () => {
  it('load and show', async () => {
    const path = await fileOf([row({ 4: 'section-117', 8: '1' })]);
    const { exit, out } = await runOn(hub, 'money-rules', 'load', path, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'LOADED', added: 1 });
    const shown = await runOn(hub, 'money-rules', 'show');
    expect(shown.out).toContain(
      'CONTINGENCY_WEEKS: 1\n  E08000039, section-117; 2026-04-01 to open',
    );
    expect(shown.out).toContain('law: Care Act 2014 s33(5)');
    const bad = await fileOf([row({ 8: '9' })]);
    expect((await runOn(hub, 'money-rules', 'load', bad)).exit).toBe(1);
  });
});
