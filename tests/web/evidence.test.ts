import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { endRepresentation, represent } from '../../src/people/representatives.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { JPEG, PDF, PNG, REFUSED, TEXT } from '../queries/files.ts';
import { holder } from '../support/hub.ts';
import { ANN, COUNCIL, openServed, READERS, type Served, TODAY } from './served.ts';
import { hiddenIn, type Visitor } from './visitor.ts';

const NOWHERE = '01890000-0000-7000-8000-000000000000';
const WORKER = { role: 'care-team', subject: 'worker', organisation: COUNCIL } as const;

let served: Served;
let ann: Visitor;
beforeAll(async () => {
  served = await openServed();
  ann = await served.visit('ann');
});
afterAll(() => served.close());

type Files = Parameters<Visitor['send']>[2];

/** Asks about an award of Ann's, with files; gives the answer. */
async function askWith(files: Files, words = 'I get 12 hours, not 10', visitor = ann) {
  const { html } = await visitor.get('/budget');
  const [, id = ''] = /about=AWARD&amp;id=([0-9a-f-]{36})/.exec(html) ?? [];
  const form = await visitor.get(`/ask?about=AWARD&id=${id}`);
  return visitor.send('/ask', { ...hiddenIn(form.html, '/ask'), words }, files);
}

const kept = async () =>
  served.hub.db.rows<{ id: string; name: string; type: string; sha256: string }>(
    'test.files',
    sql`select id, name, type, sha256 from query_files order by ordinal`,
  );
const queriesKept = async () =>
  (await served.hub.db.rows('test.queries', sql`select from queries`)).length;

describe('evidence', () => {
  it('is sent with a question, kept whole, and given back byte for byte', async () => {
    const files = [
      { name: 'timesheet.pdf', body: PDF },
      { name: 'Llythyr Siân.doc', body: TEXT },
      { name: 'photo', body: JPEG },
      { name: 'scan.exe', body: PNG },
    ];
    const { status, headers } = await askWith(files);
    expect([status, headers.get('location')]).toEqual([303, '/questions?done=1']);
    expect(await kept()).toMatchObject([
      { name: 'timesheet.pdf', type: 'application/pdf' },
      { name: 'Llythyr Siân.txt', type: 'text/plain' },
      { name: 'photo.jpg', type: 'image/jpeg' },
      { name: 'scan.png', type: 'image/png' },
    ]);
    const { text, html } = await ann.get('/questions');
    expect(text).toContain('Files that were added: timesheet.pdf (1 kB) Llythyr Siân.txt (1 kB)');
    const links = [...html.matchAll(/href="(\/evidence\/[0-9a-f-]{36})" download/g)];
    expect(links).toHaveLength(4);
    for (const [at, [, path = '']] of links.entries()) {
      const { body } = await ann.download(path);
      expect(body.equals(files[at]?.body as Buffer)).toBe(true);
      expect((await kept())[at]?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
    }
  });

  it('is saved and never shown: whatever it is, by whatever name', async () => {
    const [pdf, words] = await kept();
    const { headers, status } = await ann.download(`/evidence/${pdf?.id}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe('attachment; filename=timesheet.pdf');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    const other = await ann.download(`/evidence/${words?.id}`);
    expect(other.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(other.headers.get('content-disposition')).toBe(
      `attachment; filename="Llythyr Si?n.txt"; filename*=UTF-8''Llythyr%20Si%C3%A2n.txt`,
    );
  });

  it('is for those who may read the question, and there is nothing for all others', async () => {
    const [file] = await kept();
    const path = `/evidence/${file?.id}`;
    const may = ['ann', 'worker', 'office'];
    for (const { key } of READERS) {
      const visitor = await served.visit(key);
      const [theirs, nobodys] = [
        await visitor.get(path),
        await visitor.get(`/evidence/${NOWHERE}`),
      ];
      expect([key, theirs.status]).toEqual([key, may.includes(key) ? 200 : 404]);
      expect([key, nobodys.status]).toEqual([key, 404]);
      if (!may.includes(key)) {
        expect(theirs.text).toContain('There is nothing to show here');
        expect(theirs.headers.get('content-disposition')).toBeNull();
      }
    }
    expect((await ann.get('/evidence/x')).status).toBe(404);
  });

  it('stands before whoever answers the question', async () => {
    const worker = await served.visit('worker');
    const { html } = await worker.get(`/people/${served.annId}`);
    const [path = ''] = /\/people\/[0-9a-f-]{36}\/queries\/[0-9a-f-]{36}/.exec(html) ?? [];
    const { text } = await worker.get(path);
    expect(text).toContain('I get 12 hours, not 10 Files that were added: timesheet.pdf (1 kB)');
  });

  it('is for whoever acts for the person while they do, and of their streams alone', async () => {
    const grant = {
      ...{ key: { nhsNumber: ANN as NhsNumber }, subject: 'daughter' },
      kind: 'deputy' as const,
      ...{ evidence: 'order seen', days: { from: TODAY as PlainDate, until: null }, actor: 'test' },
    };
    const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { queries { files {
      id name type bytes sha256 attachedAs } } } }`;
    const read = async () => {
      const daughter = { role: 'representative', subject: 'daughter' } as const;
      const { data } = await served.hub.ask(daughter, READ, { id: ANN });
      return data.person?.queries.flatMap(({ files }: { files: object[] }) => files) ?? null;
    };
    await represent(served.hub.db, { ...grant, streams: ['continuing-healthcare'] });
    expect(await read()).toEqual([]);
    await endRepresentation(served.hub.db, { ...grant, kind: null });
    await represent(served.hub.db, { ...grant, streams: ['adult-social-care'] });
    expect(await read()).toHaveLength(4);
    expect((await read())[0]).toEqual({
      ...{ id: (await kept())[0]?.id, name: 'timesheet.pdf', type: 'application/pdf' },
      ...{ bytes: PDF.length, attachedAs: 'holder' },
      sha256: createHash('sha256').update(PDF).digest('hex'),
    });
    await endRepresentation(served.hub.db, { ...grant, kind: null });
    expect(await read()).toBeNull();
  });

  it('is added later while an answer is awaited, and the same file once', async () => {
    const before = (await kept()).length;
    const { html } = await ann.get('/questions');
    const [path = ''] = /\/attach\?query=[0-9a-f-]{36}/.exec(html) ?? [];
    const form = await ann.get(path);
    expect(form.text).toContain('I get 12 hours, not 10');
    const hidden = hiddenIn(form.html, '/attach');
    const none = await ann.send('/attach', hidden, []);
    expect([none.status, none.text.includes('Choose a file')]).toEqual([422, true]);
    const more = [{ name: 'more.txt', body: 'and one more thing' }];
    const sent = await ann.send('/attach', hidden, more);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/questions?done=file']);
    expect((await ann.get('/questions?done=file')).text).toContain('Your files are added.');
    expect((await kept()).length).toBe(before + 1);
    await ann.send('/attach', hidden, more);
    expect((await kept()).length).toBe(before + 1);
    const many = Array.from({ length: 5 }, (_, at) => ({ name: `${at}`, body: `page ${at}` }));
    expect((await ann.send('/attach', hidden, many)).status).toBe(303);
    // Ten in all: one more is too many.
    const over = await ann.send('/attach', hidden, [{ name: 'last', body: 'the last page' }]);
    expect([over.status, over.text.includes('At most 10 files can be added.')]).toEqual([
      422,
      true,
    ]);
    await answered(hidden.query as string);
    expect((await ann.get(path)).status).toBe(404);
    const late = await ann.send('/attach', hidden, [{ name: 'late', body: 'too late' }]);
    expect(late.status).toBe(404);
    expect((await kept()).length).toBe(before + 6);
  });

  it('asked again with other files by the same key is another request', async () => {
    const form = await ann.get('/ask?about=OTHER');
    const fields = { ...hiddenIn(form.html, '/ask'), words: 'Whose?' };
    expect((await ann.send('/ask', fields, [{ name: 'a', body: 'one' }])).status).toBe(303);
    const count = (await kept()).length;
    expect((await ann.send('/ask', fields, [{ name: 'a', body: 'one' }])).status).toBe(303);
    expect((await ann.send('/ask', fields, [{ name: 'a', body: 'two' }])).status).toBe(422);
    expect((await kept()).length).toBe(count);
  });

  it.each(Object.entries(REFUSED))(
    'that is %s is refused beside its field, by whatever name, and nothing is written',
    async (_what, body) => {
      const before = [await queriesKept(), (await kept()).length];
      const files = [
        { name: 'letter.pdf', body: PDF },
        { name: 'photo.png', body },
      ];
      const { status, html, text } = await askWith(files, 'Is this right?');
      expect(status).toBe(422);
      expect(text).toContain('Only PDF, JPEG, PNG or plain text can be added.');
      expect(html).toContain('<a href="#files">');
      expect(html).toContain('aria-describedby="files-hint files-error"');
      expect(html).toContain('Is this right?</textarea>');
      expect([await queriesKept(), (await kept()).length]).toEqual(before);
    },
  );

  it('that weighs too much is a plain page, and nothing is written', async () => {
    const before = [await queriesKept(), (await kept()).length];
    const most = 5_000_000;
    const letters = (count: number) => Buffer.alloc(count, 'a');
    const heavy: Record<string, Files> = {
      'one too big': [{ name: 'a', body: letters(most + 1) }],
      'too big together': [0, 1, 2].map((at) => ({ name: `${at}`, body: letters(most - at) })),
      'too many': Array.from({ length: 6 }, (_, at) => ({ name: `${at}`, body: `${at}` })),
    };
    for (const [why, files] of Object.entries(heavy)) {
      const { status, text } = await askWith(files);
      expect([why, status]).toEqual([why, 413]);
      expect(text).toContain('That is too much to send at once Nothing was changed.');
    }
    expect([await queriesKept(), (await kept()).length]).toEqual(before);
    expect((await askWith([{ name: 'a', body: letters(most) }])).status).toBe(303);
  }, 120_000);

  it('is kept as it is for good, whole and marked', async () => {
    const change = (text: string) =>
      served.hub.db.rows('test.rewrite', sql`update query_files set name = ${text}`);
    await expect(change('other')).rejects.toThrow();
    await expect(served.hub.db.rows('test.forget', sql`delete from query_files`)).rejects.toThrow();
    await expect(
      served.hub.db.rows(
        'test.marked-wrongly',
        sql`insert into query_files (query_id, identity_id, name, type, bytes, sha256, body, sent_by,
              sent_as) select query_id, identity_id, name, type, 1, sha256, 'x'::bytea, 'x', 'x'
            from query_files limit 1`,
      ),
    ).rejects.toThrow('query_files_whole');
  });

  it('is in the log of reads when somebody saves it', async () => {
    const worker = await served.visit('worker');
    const [file] = await kept();
    await worker.download(`/evidence/${file?.id}`);
    const LOOKS =
      '{ viewer { person { whoLooked(first: 1) { nodes { role streams { code } } } } } }';
    const { data } = await served.hub.ask(holder(ANN), LOOKS);
    expect(data.viewer.person.whoLooked.nodes).toEqual([
      { role: 'care-team', streams: [{ code: 'adult-social-care' }] },
    ]);
  });
});

async function answered(query: string): Promise<void> {
  const input = { query, outcome: 'UPHELD', words: 'you are right', idempotencyKey: query };
  const ANSWER = `mutation ($input: AnswerQueryInput!) { answerQuery(input: $input) { __typename } }`;
  const { data } = await served.hub.ask(WORKER, ANSWER, { input });
  expect(data.answerQuery.__typename).toBe('AnswerQuerySuccess');
}
