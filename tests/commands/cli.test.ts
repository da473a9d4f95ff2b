import type { ChildProcess } from 'node:child_process';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/program.ts';
import { readConfig } from '../../src/config.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { cldFile } from '../support/cld.ts';
import { ended, makePlace, type Place, said } from './place.ts';

let place: Place;
const SHEFFIELD = 'E08000039';
const NHS = '9990000018';
const NINO = 'AB123456C';
const ingest = (path: string, ...more: string[]) =>
  place.json('ingest', 'social-care-cld', path, '--from', SHEFFIELD, ...more);

beforeAll(async () => {
  place = await makePlace('empty');
});
afterAll(() => place.remove());

describe('seed reference', () => {
  it('loads an empty database, and a second time says that all is there', async () => {
    expect(await place.json('seed', 'reference')).toMatchObject({
      exit: 0,
      answer: { status: 'SEEDED' },
    });
    expect(await place.json('seed', 'reference')).toMatchObject({
      exit: 0,
      answer: { status: 'ALREADY_SEEDED' },
    });
    // Making an embedded database takes its time.
  }, 300_000);
});

/**
 * The commands below go through a running hub's socket where the database is embedded, and past it
 * where it is a server: what they answer is the same.
 */
describe('beside a running hub', () => {
  let hub: ChildProcess;
  beforeAll(async () => {
    hub = await place.start('src/main.js');
    await said(hub, /ready on/);
  });
  afterAll(async () => {
    hub.kill('SIGTERM');
    await ended(hub);
  });

  describe('ingest', () => {
    it('answers LOADED with its counts and rejects, then ALREADY_LOADED; both are done', async () => {
      const path = await place.file('council.csv', cldFile({}, { 'NHS Number': '9990000019' }));
      const first = await ingest(path);
      expect(first).toMatchObject({ exit: 0, error: '' });
      expect(first.answer).toEqual({
        status: 'LOADED',
        delivery: expect.stringMatching(/^[0-9a-f-]{36}$/),
        rows: 2,
        accepted: 1,
        rejected: 1,
        reason: null,
        rejects: [
          { row: 2, field: 'NHS Number', code: 'BAD_NHS_NUMBER', reason: expect.any(String) },
        ],
      });
      const second = await ingest(path);
      expect(second.exit).toBe(0);
      expect(second.answer).toMatchObject({
        status: 'ALREADY_LOADED',
        delivery: first.answer.delivery,
        rows: 2,
        accepted: 1,
        rejected: 1,
      });
    });

    it('answers REFUSED with the reason, and exit 1', async () => {
      const path = await place.file('header.csv', cldFile({}).split('\n')[0] as string);
      const ran = await ingest(path);
      expect(ran.exit).toBe(1);
      expect(ran.answer).toMatchObject({
        status: 'REFUSED',
        rows: 0,
        accepted: 0,
        rejected: 0,
        reason: 'the file has no data rows',
        rejects: [],
      });
      const inWords = await place.run('ingest', 'social-care-cld', path, '--from', SHEFFIELD);
      expect(inWords).toMatchObject({ exit: 1, out: 'REFUSED: the file has no data rows\n' });
    });

    it('reads a path from the folder the caller stands in', async () => {
      await place.file('here.csv', cldFile({ 'NHS Number': '9990000026' }));
      expect((await ingest('here.csv', '--dry-run')).answer).toMatchObject({ status: 'LOADED' });
    });

    it('with --dry-run tells the budgets that would change, and writes nothing', async () => {
      const path = await place.file('dearer.csv', cldFile({ 'Unit Cost': '150.00' }));
      const ran = await ingest(path, '--dry-run');
      expect(ran.exit).toBe(0);
      expect(ran.answer).toMatchObject({ status: 'LOADED', rows: 1, accepted: 1, rejected: 0 });
      const change = ran.answer.changes.find((each: { year: string }) => each.year === '2025-26');
      // 365 days ÷ 7 × £100 and × £150.
      expect(change).toMatchObject({ before: 521429, after: 782143 });
      expect(change.person).toMatch(/^[0-9a-f-]{36}$/);
      expect((await ingest(path, '--dry-run')).answer.changes).toEqual(ran.answer.changes);
    });
  });

  describe('rejects and withdraw', () => {
    it('writes the rejects as CSV, in the file’s order', async () => {
      const text = cldFile({ 'NHS Number': '9990000026' }, { 'Unit Cost': '13.001' });
      const { answer } = await ingest(await place.file('some.csv', text));
      const { exit, out } = await place.run('rejects', answer.delivery, '--csv');
      const [reject] = answer.rejects;
      expect({ exit, out }).toEqual({
        exit: 0,
        out: `row,field,code,reason\n2,Unit Cost,BAD_MONEY,${reject.reason}\n`,
      });
      const withdrawn = await place.json('withdraw', answer.delivery, '--reason', 'a wrong file');
      expect(withdrawn).toMatchObject({ exit: 0, answer: { status: 'WITHDRAWN' } });
      const again = await place.json('withdraw', answer.delivery, '--reason', 'a wrong file');
      expect(again).toMatchObject({ exit: 0, answer: { status: 'ALREADY_WITHDRAWN' } });
    });

    it('refuses a delivery that is not there, and words that are no delivery', async () => {
      const nobodys = '00000000-0000-4000-8000-000000000000';
      const ran = await place.json('withdraw', nobodys, '--reason', 'x');
      expect(ran).toMatchObject({ exit: 1, answer: { status: 'REFUSED' } });
      expect(ran.error).toBe(`${ran.answer.reason}\n`);
      expect(await place.run('rejects', nobodys, '--csv')).toMatchObject({ exit: 1, out: '' });
      expect(await place.run('withdraw', 'that', '--reason', 'x')).toMatchObject({ exit: 2 });
      expect(await place.run('withdraw', nobodys, '--reason', ' ')).toMatchObject({ exit: 2 });
    });
  });

  describe('people', () => {
    it('relate and unrelate, each once', async () => {
      const relate = ['relate', '--sub', 'worker-1', '--nhs-number', NHS, '--from', '2025-04-01'];
      expect(await place.json(...relate)).toMatchObject({ exit: 0, answer: { status: 'DONE' } });
      expect(await place.json(...relate)).toMatchObject({
        exit: 0,
        answer: { status: 'ALREADY_DONE' },
      });
      const unrelate = ['unrelate', '--sub', 'worker-1', '--nhs-number', NHS];
      expect((await place.json(...unrelate)).answer).toEqual({ status: 'DONE' });
      expect((await place.json(...unrelate)).answer).toEqual({ status: 'ALREADY_DONE' });
    });

    it('relate refuses a person nobody knows', async () => {
      const ran = await place.json('relate', '--sub', 'worker-1', '--nino', 'AB999999C');
      expect(ran).toMatchObject({ exit: 1, answer: { status: 'REFUSED' } });
      expect(ran.out + ran.error).not.toContain('AB999999C');
    });

    it('link and unlink, each once; refused where numbers disagree', async () => {
      const both = ['--nhs-number', NHS, '--nino', NINO];
      const link = ['link', ...both, '--evidence', 'seen both cards'];
      expect((await place.json(...link)).answer).toEqual({ status: 'DONE' });
      expect((await place.json(...link)).answer).toEqual({ status: 'ALREADY_DONE' });
      const other = ['link', '--nhs-number', '9990000026', '--nino', NINO, '--evidence', 'x'];
      expect(await place.json(...other)).toMatchObject({ exit: 1, answer: { status: 'REFUSED' } });
      expect(await place.json('relate', '--sub', 'w', '--nino', NINO)).toMatchObject({ exit: 0 });
      expect((await place.json('unlink', ...both)).answer).toEqual({ status: 'DONE' });
      expect((await place.json('unlink', ...both)).answer).toEqual({ status: 'ALREADY_DONE' });
    });
  });

  describe('organisation add', () => {
    it('makes a sender known, once', async () => {
      const path = await place.file('award.csv', textOf([AWARD]));
      const send = () => place.json('ingest', 'local-awards', path, '--from', 'HOMELY1');
      expect(await send()).toMatchObject({ exit: 1, answer: { status: 'REFUSED' } });
      const add = ['organisation', 'add', '--code', 'HOMELY1', '--name', 'Homely', '--kind'];
      expect((await place.json(...add, 'provider')).answer).toEqual({ status: 'ADDED' });
      expect(await place.json(...add, 'provider')).toMatchObject({
        exit: 0,
        answer: { status: 'ALREADY_THERE' },
      });
      expect(await place.json(...add, 'council')).toMatchObject({ exit: 1 });
      expect(await send()).toMatchObject({ exit: 0, answer: { status: 'LOADED' } });
    });
  });

  describe('organisation contact', () => {
    it('says whom people ring, and so when it is said again', async () => {
      const words = ['organisation', 'contact', '--code', SHEFFIELD, '--name', 'Money team'];
      const contact = [...words, '--phone', '01632 960000', '--from', '2025-04-01'];
      expect((await place.json(...contact)).answer).toEqual({ status: 'KEPT' });
      expect((await place.json(...contact)).answer).toEqual({ status: 'ALREADY_THERE' });
      const hours = [...contact, '--hours', '9am to 5pm'];
      expect((await place.json(...hours)).answer).toEqual({ status: 'KEPT' });
      const unknown = ['organisation', 'contact', '--code', 'NOBODY1', '--name', 'x'];
      expect(await place.run(...unknown, '--phone', '01632 960000')).toMatchObject({ exit: 2 });
    });
  });

  describe('token', () => {
    it('signs what was asked for', async () => {
      const words = ['--role', 'care-team', '--sub', 'worker-1', '--org', SHEFFIELD];
      const { exit, answer } = await place.json('token', ...words);
      expect(exit).toBe(0);
      expect(decodeJwt(answer.token)).toMatchObject({
        sub: 'worker-1',
        role: 'care-team',
        org: SHEFFIELD,
      });
      const holder = await place.json('token', '--role', 'holder', '--nhs-number', NHS);
      expect(decodeJwt(holder.answer.token)).toMatchObject({ role: 'holder', nhs_number: NHS });
    });
  });
});

describe('words that cannot be read', () => {
  const [wrongNhs, wrongNino] = ['9990000019', 'QQ123456Z'];
  const WRONG: readonly (readonly string[])[] = [
    ['nothing-known'],
    ['ingest'],
    ['ingest', 'social-care-cld', 'x.csv'],
    ['ingest', 'social-care-cld', 'x.csv', '--from', SHEFFIELD, '--basis', 'because'],
    ['seed', 'everything'],
    ['token', '--role', 'king'],
    ['token', '--role', 'holder', '--nhs-number', wrongNhs],
    ['relate', '--sub', 'w'],
    ['relate', '--sub', 'w', '--nhs-number', wrongNhs],
    ['relate', '--sub', 'w', '--nhs-number', NHS, '--nino', NINO],
    ['relate', '--sub', 'w', '--person', NHS],
    ['relate', '--sub', 'w', NHS],
    ['relate', '--sub', 'w', `--nhsnumber=${NHS}`],
    ['relate', '--sub', 'w', `--nin=${NINO}`],
    ['link', '--nhs-number', NHS, '--nino', wrongNino, '--evidence', 'x'],
    ['link', '--nhs-number', NHS, '--nino', NINO],
    ['unlink', NHS, NINO],
    ['unlink', `-n${NHS}`],
    ['organisation', 'add', '--code', 'lower', '--name', 'x', '--kind', 'council'],
    ['organisation', 'add', '--code', 'UPPER', '--name', 'x', '--kind', 'club'],
    ['organisation', 'contact', '--code', 'UPPER', '--name', 'x'],
    ['organisation', 'contact', '--code', 'UPPER', '--name', 'x', '--phone', 'ring me'],
    ['organisation', 'contact', '--code', 'UPPER', '--name', ' ', '--phone', '01632 960000'],
  ];
  const named = WRONG.map((words) => ({ words, typed: words.join(' ') }));
  const numbers = /999\d{7}|AB123456C|QQ123456Z/;

  it.each(named)('2, without opening the hub or repeating a number: $typed', async ({ words }) => {
    const [out, error]: [string[], string[]] = [[], []];
    const terminal = {
      out: (line: string) => out.push(line),
      error: (line: string) => error.push(line),
      progress: () => undefined,
    };
    const session = {
      config: readConfig(place.env),
      terminal,
      folder: place.folder,
      actor: 'test',
      withHub: () => Promise.reject(new Error('the hub was opened')),
    };
    const exit = await runCommand(words, session, () => Promise.reject(new Error('seeded')));
    expect({ exit, out }).toEqual({ exit: 2, out: [] });
    expect(error.join('\n').length).toBeGreaterThan(10);
    expect(error.join('\n')).not.toMatch(numbers);
  });

  it.each([
    [[NHS]],
    [['relate', '--sub', 'w', `--nhsnumber=${NHS}`]],
    [['relate', '--sub', 'w', '--nhs-number', NHS, '--from', '31/02/2025']],
    [['ingest', 'no-such-adapter', 'x.csv', '--from', SHEFFIELD]],
  ])('nor does the process: exit 2 for %j', async (words) => {
    const { exit, out, error } = await place.run(...words);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(error.length).toBeGreaterThan(10);
    expect(error).not.toMatch(numbers);
    expect(error).not.toMatch(/\bat .*\.js:\d+/);
  });

  it('settings that cannot be used are wrong usage too', async () => {
    const { TENANT } = place.env;
    place.env.TENANT = 'Not A Tenant';
    const ran = await place.run('seed', 'reference');
    if (TENANT === undefined) delete place.env.TENANT;
    else place.env.TENANT = TENANT;
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.error).toContain('TENANT');
    expect(ran.error).not.toMatch(/\bat .*\.js:\d+/);
  });

  it('--help is no fault', async () => {
    const { exit, out } = await place.run('--help');
    expect(exit).toBe(0);
    expect(out).toContain('ingest');
  });
});
