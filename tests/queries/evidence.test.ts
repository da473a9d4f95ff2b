import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EVIDENCE_TYPES,
  keptName,
  MOST_FILES,
  readEvidence,
  typeOf,
} from '../../src/queries/evidence.ts';
import { JPEG, PDF, PNG, REFUSED, TEXT } from './files.ts';

describe('what kind of file it is', () => {
  it.each([
    ['application/pdf', PDF],
    ['image/jpeg', JPEG],
    ['image/png', PNG],
    ['text/plain', TEXT],
    ['text/plain', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), TEXT])],
    ['text/plain', Buffer.from('£5 < £6 & "so on"\f\tlast line')],
  ] as const)('%s is found in what it holds', async (type, body) => {
    expect(await typeOf(body)).toBe(type);
  });

  it.each(Object.entries(REFUSED))('%s is none that may be kept', async (_what, body) => {
    expect(await typeOf(body)).toBeNull();
  });

  it('is an answer for whatever is sent, and none that begins otherwise is a picture', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (sent) => {
        const type = await typeOf(Buffer.from(sent));
        expect(type === null || type in EVIDENCE_TYPES).toBe(true);
        if (type === 'image/jpeg') expect([...sent.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
        if (type === 'text/plain') expect(sent.includes(0)).toBe(false);
      }),
    );
  });
});

describe('the name of a file', () => {
  it.each([
    ['bill.pdf', 'bill.pdf'],
    ['bill.exe', 'bill.pdf'],
    ['bill.pdf.exe', 'bill.pdf.pdf'],
    ['Llythyr Siân ŵ.PDF', 'Llythyr Siân ŵ.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\ann\\bill.pdf', 'bill.pdf'],
    ['a\u202egnp.exe', 'agnp.pdf'],
    ['a"; filename="b.html', 'a; filename=b.pdf'],
    ['a\r\nSet-Cookie: x=y.pdf', 'aSet-Cookie x=y.pdf'],
    ['.htaccess', 'file.pdf'],
    ['...', 'file.pdf'],
    ['', 'file.pdf'],
    ['\ud800.pdf', 'file.pdf'],
    [`${'n'.repeat(300)}.pdf`, `${'n'.repeat(100)}.pdf`],
  ])('%j is kept as %j', (name, kept) => {
    expect(keptName(name, 'application/pdf')).toBe(kept);
  });

  it('ends as its kind does, and leads nowhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const kept = keptName(name, 'text/plain');
        expect(kept).toMatch(/^[^/\\\p{Cc}"]+\.txt$/u);
        expect(kept.length).toBeGreaterThan(4);
        expect(kept).toBe(kept.toWellFormed());
      }),
    );
  });
});

describe('files that are sent', () => {
  const file = (body: Buffer, name = 'bill.pdf') => ({ name, body });

  it('are looked at and marked, each by what it holds', async () => {
    const [pdf, text] = await readEvidence([file(PDF, 'a.txt'), file(TEXT, 'b')], 1000);
    expect(pdf).toMatchObject({ name: 'a.pdf', type: 'application/pdf', body: PDF });
    // printf 'Annwyl Siân,\\r\\nI get 12 hours, not 10.\\r\\n' | sha256sum
    expect(text?.sha256).toBe('8449c05736fcdb41771d399a76101a3f5bbc48ec16680b2fca8cc5febd579921');
    expect(text?.name).toBe('b.txt');
  });

  it.each([
    ['FILE_EMPTY', [file(Buffer.alloc(0))], 1000],
    ['FILE_TOO_BIG', [file(PDF), file(TEXT)], PDF.length - 1],
    ['FILE_TYPE', [file(PDF), file(REFUSED['a page'] as Buffer, 'a.pdf')], 1000],
    ['TOO_MANY_FILES', Array.from({ length: MOST_FILES + 1 }, () => file(PDF)), 1000],
  ] as const)('are refused all together: %s', async (code, files, upTo) => {
    await expect(readEvidence(files, upTo)).rejects.toMatchObject({ field: 'files', code });
  });

  it('of just the most that they may weigh are taken', async () => {
    expect(await readEvidence([file(PDF)], PDF.length)).toHaveLength(1);
  });
});
