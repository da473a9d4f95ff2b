import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthSusApc } from '../../adapters/health-sus-apc/adapter.ts';
import { sql } from '../../src/db/database.ts';
import { type ExportRequest, exportPerson } from '../../src/statements/export-person.ts';
import { yearsOf } from '../../src/statements/gather.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { runOn } from '../commands/running.ts';
import { notedIn, takeBack } from '../deliveries/receiving.ts';
import { accessToWorkFile, claimCells } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';
import { ANN, holdOneOfEverything } from './one-of-everything.ts';
import { allOf, faultsOf, isToSave, readPage, textOf } from './page.ts';

const WORKER = 'AB123456C' as Nino;
const GONE = '9990000123';
const NOBODY = '9990000131';

let hub: TestHub;
let files = 0;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await holdOneOfEverything(hub);
  const claim = {
    ...claimCells('CL1', '2025-06-01', '2025-06-30', '1764.00'),
    ...{ 'Amount Paid': '1680.00', 'Payment Date': '2025-07-18' },
  };
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile(claim)));
  const gone = { 'NHS Number': GONE, 'LA Person Unique Identifier': 'P3', Postcode: 'S3 7HF' };
  const delivery = loaded(await hub.receive('social-care-cld', 'E06000001', goneFile(gone)));
  await takeBack(hub, delivery);
});
afterAll(() => hub.close());

const goneFile = (row: object) => cldFile({ 'LA Code': 'E06000001', ...row });

async function made(key: readonly string[], format = 'json') {
  files += 1;
  const name = `copy-${files}.${format}`;
  const words = [...key, '--out', name, '--format', format, '--json'];
  const ran = await runOn(hub, 'export', 'person', ...words);
  return { ...ran, text: await readFile(join(hub.folder, name), 'utf8').catch(() => null), name };
}
// biome-ignore lint/suspicious/noExplicitAny: the shape is the document's
const sectionsOf = async (...key: string[]): Promise<any> => {
  const { text, error } = await made(key);
  if (text === null) throw new Error(error);
  return JSON.parse(text).sections;
};
const counted = async () => {
  const [row] = await hub.db.rows<{ reads: bigint; events: bigint }>(
    'test.counted',
    sql`select (select count(*) from reads) as reads, (select count(*) from audit_events) as events`,
  );
  return row;
};

describe('the page', () => {
  it('is one file that is sound, safe and tells all that the other does', async () => {
    const { exit, answer, text } = await made(['--nhs-number', ANN], 'html');
    expect({ exit, answer }).toEqual({ exit: 0, answer: { status: 'EXPORTED', format: 'html' } });
    const page = readPage(text ?? '');
    expect(faultsOf(page)).toEqual([]);
    const saved = allOf(page, 'a').filter(isToSave);
    expect(saved.length).toBeGreaterThan(0);
    const shown = textOf(page) + saved.map(({ attributes }) => attributes.href).join();
    const { title, sections } = JSON.parse((await made(['--nhs-number', ANN])).text ?? '');
    expect(shown).toContain(title);
    const words = wordsIn(sections).filter((said) => !/^\d{4}-\d{2}-\d{2}/.test(said));
    expect(words.length).toBeGreaterThan(200);
    expect(words.filter((said) => !shown.includes(said))).toEqual([]);
  });

  it('begins with what it comes to, in pounds', async () => {
    const text = textOf(readPage((await made(['--nhs-number', ANN], 'html')).text ?? ''));
    const summary = text.slice(text.lastIndexOf('In short'), text.indexOf('How much is in each'));
    expect(summary).toContain('Sheffield');
    expect(summary).toContain('on 15 January 2026');
    // 365 days × £100 ÷ 7, nothing to pay: the council funds it fully.
    expect(summary).toContain('Agreed£5,214.29');
    expect(summary).toContain('Your part£0.00');
    expect(summary).toContain('Paidnot known');
  });

  it('warns of an address that is kept from others, while it is', async () => {
    const notes = async () => (await sectionsOf('--nhs-number', ANN)).summary.notes.join();
    const warning = 'Your address is kept from others, and it is in this copy.';
    // The one that is held was taken back.
    expect(await notes()).not.toContain(warning);
    await hub.db.rows(
      'test.restrict',
      sql`insert into record_restrictions (identity_id, reason, recorded_by)
          select person_id, 'safety', 'test' from identities where nhs_number = ${ANN} limit 1`,
    );
    expect(await notes()).toContain(warning);
  });
});

/** Every text of the document but the names that a machine goes by. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  if ('code' in value && 'words' in value) return wordsIn(value.words);
  return Object.values(value).flatMap(wordsIn);
}

describe('the file for a machine', () => {
  it('is exact: pence as integers, days as they are', async () => {
    const { year202526, asSent } = await sectionsOf('--nhs-number', ANN);
    const { total, streams, lines } = year202526.tables;
    const figures = total.map(({ figure, amount }: typeof total) => [figure.code, amount]);
    expect(figures.slice(0, 5)).toEqual([
      ['awarded', 521_429],
      ['contribution', 0],
      ['paid', null],
      ['remaining', null],
      ['unreported', 521_429],
    ]);
    expect(streams).toMatchObject([
      { stream: { code: 'adult-social-care', words: 'Adult social care' }, awarded: 521_429 },
    ]);
    expect(lines).toMatchObject([{ firstDay: '2025-04-01', lastDay: '2026-03-31' }]);
    const [council] = asSent.tables.awards.filter((each: typeof lines) => each.fileRow === 1);
    expect(council).toMatchObject({
      ...{ amountInPounds: '100', per: { code: 'WEEK' }, legalBasis: 'Care Act 2014 s18-19' },
      file: 'adult social care (Client Level Data), from Sheffield, received on 15 January 2026',
    });
    expect(council.rawFigures).toContain('Unit Cost 100.00');
  });

  it('gives a person their own clinical codes, with their names', async () => {
    const spells = sampleOf(healthSusApc, 'rcf-2018-05.csv');
    await hub.receive('health-sus-apc', 'RCF', spells, 'individual-care');
    const { asSent, year201819 } = await sectionsOf('--nhs-number', ANN);
    const awards = asSent.tables.awards;
    const [spell] = awards.filter(({ stream }: typeof awards) => stream.code === 'nhs-tariff');
    expect(spell.currency).toEqual({ code: 'HN12F', words: expect.stringContaining('Hip') });
    expect(spell.activity).toContainEqual({ label: 'You came in on', value: '2018-05-01' });
    expect(year201819.tables.lines[0].currency).toEqual(spell.currency);
  });

  it('tells of somebody who has no NHS number here, by their other number', async () => {
    const { year202526, asSent } = await sectionsOf('--nino', WORKER);
    expect(year202526.tables.lines).toMatchObject([{ amount: 168_000, paid: 168_000 }]);
    expect(asSent.tables.claims).toMatchObject([{ reference: 'CL1', claimed: 176_400 }]);
    const [{ ceiling, leftToClaim }] = year202526.tables.ceilings;
    expect([ceiling, leftToClaim]).toEqual([2_184_000, 2_184_000 - 176_400]);
  });

  it('tells of somebody of whom everything was taken back', async () => {
    const sections = await sectionsOf('--nhs-number', GONE);
    expect(Object.keys(sections).filter((key) => key.startsWith('year'))).toEqual([]);
    expect(sections.whoYouAre.tables.descriptions).toMatchObject([
      { nhsNumber: GONE, postcode: 'S3 7HF', counts: false },
    ]);
    expect(sections.files.tables.files).toMatchObject([
      { sender: { code: 'E06000001' }, status: { code: 'WITHDRAWN' } },
    ]);
    expect(sections.asSent.tables.awards).toMatchObject([{ amountInPounds: '100' }]);
    expect(sections.whoLooked.tables.looks).toHaveLength(1);
  });
});

describe('that a copy was made', () => {
  it('is noted by ids alone, and stands in the person’s own list and in the copy', async () => {
    const { whoLooked, changes } = await sectionsOf('--nhs-number', ANN);
    const reason = 'made a copy of everything held, for the person who asked for it';
    expect(whoLooked.tables.looks[0]).toMatchObject({ role: { code: 'operator' }, reason });
    expect(changes.tables.changes.at(-1)).toMatchObject({ what: { code: 'person-exported' } });
    const noted = (await notedIn(hub.db)).at(-1);
    expect(noted).toEqual({
      actor: 'test',
      action: 'person-exported',
      details: { person: expect.stringMatching(/^[0-9a-f-]{36}$/), format: 'json' },
    });
    const query = `{ viewer { person { id whoLooked(first: 1) { nodes { reason streams { code } } } } } }`;
    const { data } = await hub.ask(holder(ANN), query);
    expect(data.viewer.person.id).toBe(noted?.details.person);
    const [look] = data.viewer.person.whoLooked.nodes;
    expect(look.reason).toBe(reason);
    expect(look.streams).toContainEqual({ code: 'adult-social-care' });
  });

  it('is not noted where none was', async () => {
    const before = await counted();
    await writeFile(join(hub.folder, 'there'), 'something else');
    const words = ['--nhs-number', ANN, '--out', 'there', '--json'];
    const ran = await runOn(hub, 'export', 'person', ...words);
    expect(ran).toMatchObject({ exit: 1, error: 'there is a file of that name already' });
    expect(await readFile(join(hub.folder, 'there'), 'utf8')).toBe('something else');
    const nowhere = ['--nhs-number', ANN, '--out', 'no/such/folder', '--json'];
    expect(await runOn(hub, 'export', 'person', ...nowhere)).toMatchObject({
      exit: 1,
      error: 'no file can be made there (ENOENT)',
    });
    expect(await made(['--nhs-number', NOBODY])).toMatchObject({
      ...{ exit: 1, error: 'nobody is known by that key', text: null },
    });
    expect(await counted()).toEqual(before);
  });

  it('leaves no file and no note where it fails half way', async () => {
    const before = [await counted(), await readdir(hub.folder)];
    const broken = () => {
      throw new Error('broken');
    };
    const settings = { today: hub.day, staleAfterDays: () => 60, formatName: broken };
    await expect(exportPerson(hub.db, request(), settings)).rejects.toThrow('broken');
    expect([await counted(), await readdir(hub.folder)]).toEqual(before);
  });
});

const request = (differs: Partial<ExportRequest> = {}): ExportRequest => ({
  ...{ key: { nhsNumber: ANN }, path: join(hub.folder, 'asked.html'), format: 'html' },
  viewer: { role: 'operator', subject: 'test', organisation: null, nhsNumber: null },
  ...differs,
});

describe('who may', () => {
  it.each(['holder', 'care-team', 'finance', 'analyst', 'representative'] as const)(
    'a %s may not: the same answer as for nobody',
    async (role) => {
      const viewer = { role, subject: 'w', organisation: 'E08000039', nhsNumber: ANN };
      const settings = { today: hub.day, staleAfterDays: () => 60, formatName: String };
      const before = [await counted(), await readdir(hub.folder)];
      await expect(exportPerson(hub.db, request({ viewer }), settings)).rejects.toThrow(
        'nobody is known by that key',
      );
      expect([await counted(), await readdir(hub.folder)]).toEqual(before);
    },
  );
});

describe('the command', () => {
  it('makes a file for its owner alone and tells nobody’s number', async () => {
    const { name, out, error } = await made(['--nhs-number', ANN], 'html');
    expect((await stat(join(hub.folder, name))).mode & 0o777).toBe(0o600);
    expect(out + error).not.toContain(ANN);
  });

  it.each([
    ['a number in the name', ['--nhs-number', ANN, '--out', `of-${ANN}.html`]],
    ['a number in parts in the name', ['--nhs-number', ANN, '--out', 'of 999 000 0018.html']],
    ['the other number', ['--nino', WORKER, '--out', 'ab-12-34-56-c.html']],
    ['another format', ['--nhs-number', ANN, '--out', 'x', '--format', 'pdf']],
    ['nobody', ['--out', 'x']],
    ['two keys', ['--nhs-number', ANN, '--nino', WORKER, '--out', 'x']],
    ['no file', ['--nhs-number', ANN]],
  ])('is wrong usage with %s', async (_what, words) => {
    const ran = await runOn(hub, 'export', 'person', ...words);
    expect(ran.exit).toBe(2);
    expect(ran.error).not.toBe('');
    expect(ran.error).not.toContain(ANN);
  });
});

it('the years are those that something may be told of', () => {
  const day = (text: string) => text as PlainDate;
  const told = (firstDay: string, until: string | null) => ({
    firstDay: day(firstDay),
    standing: [[null, until === null ? null : day(until)]] as const,
  });
  const today = day('2026-01-15');
  expect(yearsOf([], today)).toEqual(['2025-26', '2026-27']);
  expect(yearsOf([told('2023-04-01', null)], today)[0]).toBe('2023-24');
  expect(yearsOf([told('2024-03-31', '2027-04-02')], today)).toEqual([
    ...['2023-24', '2024-25', '2025-26', '2026-27', '2027-28', '2028-29'],
  ]);
  expect(yearsOf([{ firstDay: day('1990-01-01'), standing: [] }], today)).toHaveLength(2);
});
