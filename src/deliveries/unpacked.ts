import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const [FILE, DIRECTORY, END] = [0x04034b50, 0x02014b50, 0x06054b50] as const;
/** What follows a part of which the length was not known when it began. */
const DESCRIPTOR = Buffer.from([0x50, 0x4b, 0x07, 0x08]);
const DESCRIPTOR_BYTES = 16;
const NOT_SAID = 0xffff_ffff;

/** A compressed file that its reader could not follow from one part to the next. */
export class NotFollowed extends Error {
  override readonly name = 'NotFollowed';
}

/** More comes of a compressed file than is allowed; it was not unpacked further. */
export class TooMuchUnpacked extends Error {
  override readonly name = 'TooMuchUnpacked';
}

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/**
 * How many bytes come of the parts of a ZIP file, each unpacked in turn and thrown away. It goes from
 * part to part as the reader of workbooks does, and not by the directory at the end: what either says
 * of sizes may be a lie. Throws TooMuchUnpacked as soon as it is above `most`, and NotFollowed.
 */
export async function unpackedBytes(zip: Buffer, most: number): Promise<number> {
  let sum = 0;
  let isInDirectory = false;
  for (let at = 0; at + 4 <= zip.length; ) {
    const signature = zip.readUInt32LE(at);
    if (signature === END) return sum;
    if (signature === DIRECTORY) {
      isInDirectory = true;
      at += lengthOfDirectory(zip, at);
    } else if (signature === FILE) {
      const { data, next, isPacked } = partAt(zip, at);
      sum += isPacked ? await bytesOf(data, most - sum) : data.length;
      if (sum > most) throw new TooMuchUnpacked();
      at = next;
    } else if (isInDirectory) {
      return sum;
    } else {
      throw new NotFollowed();
    }
  }
  return sum;
}

function lengthOfDirectory(zip: Buffer, at: number): number {
  if (at + 46 > zip.length) throw new NotFollowed();
  return 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
}

interface Part {
  readonly data: Buffer;
  /** Where the next begins. */
  readonly next: number;
  readonly isPacked: boolean;
}

function partAt(zip: Buffer, at: number): Part {
  if (at + 30 > zip.length) throw new NotFollowed();
  const [flags, method] = [zip.readUInt16LE(at + 6), zip.readUInt16LE(at + 8)];
  const size = zip.readUInt32LE(at + 18);
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const isKnown = (flags & 0x08) === 0 || size > 0;
  const until = isKnown ? from + size : zip.indexOf(DESCRIPTOR, from);
  if (size === NOT_SAID || until < from || until > zip.length) throw new NotFollowed();
  const next = isKnown ? until : until + DESCRIPTOR_BYTES;
  return { data: zip.subarray(from, until), next, isPacked: method !== 0 };
}

async function bytesOf(data: Buffer, most: number): Promise<number> {
  try {
    return (await unpack(data, { maxOutputLength: most + 1 })).length;
  } catch (error) {
    const { code } = error as { code?: string };
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new TooMuchUnpacked() : new NotFollowed();
  }
}
