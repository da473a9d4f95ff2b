import { deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { csvOrSheet } from '../../src/deliveries/sheet.ts';
import { NotFollowed, TooMuchUnpacked, unpackedBytes } from '../../src/deliveries/unpacked.ts';

interface Said {
  /** What the header says of the length packed; 0 with a descriptor behind it. */
  readonly size?: number;
  readonly unpacked?: number;
  readonly isDescribed?: boolean;
  readonly isStored?: boolean;
}

/** One part of a ZIP file, which says of itself what it is told to. */
function part(content: Buffer, said: Said = {}): Buffer {
  const data = said.isStored ? content : deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(said.isDescribed ? 0x08 : 0, 6);
  header.writeUInt16LE(said.isStored ? 0 : 8, 8);
  header.writeUInt32LE(said.isDescribed ? 0 : (said.size ?? data.length), 18);
  header.writeUInt32LE(said.unpacked ?? content.length, 22);
  header.writeUInt16LE(1, 26);
  const behind = Buffer.alloc(said.isDescribed ? 16 : 0);
  if (said.isDescribed) behind.writeUInt32LE(0x08074b50, 0);
  return Buffer.concat([header, Buffer.from('x'), data, behind]);
}

const END = Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]);
const zip = (...parts: readonly Buffer[]) => Buffer.concat([...parts, END]);
const MOST = 1_000_000;

describe('what comes of a compressed file', () => {
  it('is the sum of its parts', async () => {
    const some = Buffer.from('a'.repeat(3000));
    const file = zip(part(some), part(some, { isDescribed: true }), part(some, { isStored: true }));
    expect(await unpackedBytes(file, MOST)).toBe(9000);
    expect(await unpackedBytes(file, 9000)).toBe(9000);
    await expect(unpackedBytes(file, 8999)).rejects.toThrow(TooMuchUnpacked);
  });

  it.each<[string, Buffer]>([
    ['in one part', zip(part(Buffer.alloc(MOST + 1)))],
    ['that says it is small', zip(part(Buffer.alloc(MOST + 1), { unpacked: 10 }))],
    ['that says no size', zip(part(Buffer.alloc(MOST + 1), { isDescribed: true, unpacked: 0 }))],
    ['in many parts', zip(...Array.from({ length: 11 }, () => part(Buffer.alloc(100_000))))],
    [
      'behind its directory',
      zip(
        Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2]), Buffer.alloc(42)]),
        part(Buffer.alloc(MOST + 1)),
      ),
    ],
  ])('above the most is refused: %s', async (_where, file) => {
    expect(file.length).toBeLessThan(20_000);
    await expect(unpackedBytes(file, MOST)).rejects.toThrow(TooMuchUnpacked);
  });

  it.each<[string, Buffer]>([
    ['a part that is longer than the file', zip(part(Buffer.from('a'), { size: 9999 }))],
    ['a part that is cut short', zip(part(Buffer.from('abcabc'), { size: 2 }))],
    ['something else before its directory', Buffer.concat([Buffer.from('none of it'), END])],
    ['sizes told elsewhere', zip(part(Buffer.from('a'), { size: 0xffff_ffff }))],
  ])('is not known of %s', async (_what, file) => {
    await expect(unpackedBytes(file, MOST)).rejects.toThrow(NotFollowed);
  });
});

describe('a workbook', () => {
  const layout = csvOrSheet((names) => names);
  async function read(book: Uint8Array): Promise<number> {
    let rows = 0;
    async function* bytes() {
      yield book;
    }
    for await (const row of layout.read(bytes())) rows = row.row;
    return rows;
  }

  it('of which too much comes is refused before it is unpacked, with the reason', async () => {
    const bomb = zip(part(Buffer.alloc(65 * 1024 * 1024), { unpacked: 100 }));
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    await expect(read(bomb)).rejects.toThrow('above 64 MB unpacked: send it as CSV');
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  it('of many rows is read', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('Plan');
    sheet.addRow(['Scheme', 'Words']);
    for (let at = 0; at < 5000; at += 1) sheet.addRow([`${at}`, `scheme ${at} of the pool`]);
    expect(await read(new Uint8Array(await book.xlsx.writeBuffer()))).toBe(5000);
  });
});
