import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { allSchemes } from '../currencies/read.ts';
import { bookFor } from '../currencies/service.ts';
import { type PriceBooks, priceBooks } from '../currencies/store.ts';
import type { Queries } from '../db/database.ts';
import { FileRefused } from '../deliveries/delivery.ts';
import { filesOf } from '../deliveries/files.ts';
import {
  activityFile,
  answerTo,
  cellsOf,
  type Lookup,
  PRICED_COLUMNS,
} from '../deliveries/price-file.ts';
import { allOrganisations } from '../streams/store.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, type Terminal, WrongUsage } from './terminal.ts';

interface PriceOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** The command that prices a file of activities. It reads the tariffs loaded and writes none. */
export function priceCommand(program: Command, session: Session): void {
  program
    .command('price <file>')
    .description('price a CSV of activities by the tariffs loaded; every row in gives one row out')
    .option('--out <file>', 'where the priced rows are written; standard output when left out')
    .option('--json', 'one line of JSON with the counts; the rows go to --out alone')
    .action((file: string, options: PriceOptions) => price(session, file, options));
}

async function price(session: Session, file: string, options: PriceOptions): Promise<void> {
  const { folder, terminal } = session;
  const [path = ''] = fromFolder(folder, [file]);
  const out = options.out === undefined ? null : (fromFolder(folder, [options.out])[0] as string);
  const counts = await session.withHub(async ({ db }) => {
    try {
      await filesOf([path]);
      if (out !== null) await refuseOverwriting(path, out);
      const sink = out === null ? toTerminal(terminal, options.json) : await toFile(out);
      return await priceInto(db, path, sink, terminal);
    } catch (error) {
      if (error instanceof FileRefused) throw new CommandRefused(error.message);
      throw error;
    }
  });
  const { rows, priced, unpriced, refused } = counts;
  const words = `${rows} rows: ${priced} priced, ${unpriced} unpriced, ${refused} refused`;
  // Standard output holds the rows themselves where no file was named.
  if (out === null && !options.json) terminal.error(words);
  else answer(session, options.json, { status: 'DONE', ...counts }, words);
}

async function refuseOverwriting(path: string, out: string): Promise<void> {
  const [read, written] = await Promise.all([stat(path), stat(out).catch(() => null)]);
  if (!written) return;
  if (written.dev === read.dev && written.ino === read.ino) {
    throw new WrongUsage('--out is the file to be priced; name another');
  }
  if (!written.isFile()) throw new WrongUsage('--out is there and is no file');
}

interface Counts {
  rows: number;
  priced: number;
  unpriced: number;
  refused: number;
}

const PAGE = 1000;
const COUNTED = { PRICED: 'priced', UNPRICED: 'unpriced', REFUSED: 'refused' } as const;

/** Prices row by row, so that a file of any length takes the same memory. */
async function priceInto(
  queries: Queries,
  path: string,
  sink: Sink,
  { progress }: Terminal,
): Promise<Counts> {
  const counts: Counts = { rows: 0, priced: 0, unpriced: 0, refused: 0 };
  let page: (readonly string[])[] = [PRICED_COLUMNS];
  try {
    const tables = await openTables(queries);
    for await (const row of activityFile.read(createReadStream(path))) {
      const scheme = row.fields.Scheme ?? '';
      if (tables.lacks(scheme)) await tables.read(scheme);
      const answered = answerTo(row, tables);
      counts.rows += 1;
      counts[COUNTED[answered.kind]] += 1;
      if (sink.wanted) page.push(cellsOf(row, answered));
      if (counts.rows % PAGE > 0) continue;
      if (sink.wanted) await sink.write(csv(page));
      page = [];
      progress('pricing', counts.rows, 0);
    }
    if (sink.wanted && page.length > 0) await sink.write(csv(page));
    await sink.end();
    progress('pricing', counts.rows, counts.rows);
    return counts;
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

const csv = (page: readonly (readonly string[])[]): string =>
  stringify(page as string[][], { escape_formulas: true });

/** The organisations and, once a row speaks of a scheme, all its prices. */
interface Tables extends Lookup {
  lacks(scheme: string): boolean;
  read(scheme: string): Promise<void>;
}

async function openTables(queries: Queries): Promise<Tables> {
  const organisations = await allOrganisations(queries);
  const schemes = new Set((await allSchemes(queries)).map(({ code }) => code));
  const books = new Map<string, PriceBooks>();
  return {
    isOrganisation: (code) => organisations.has(code),
    lacks: (scheme) => schemes.has(scheme) && !books.has(scheme),
    read: async (scheme) => {
      const wanted = { scheme, codes: 'all', providers: 'all', knownOn: null } as const;
      const read = await priceBooks(queries, wanted);
      if (read) books.set(scheme, read);
    },
    bookOf: (scheme, code) => {
      const own = books.get(scheme);
      return own && bookFor(own, code);
    },
  };
}

/** Where the priced rows go. */
interface Sink {
  /** False where nobody reads the rows, only the counts. */
  readonly wanted: boolean;
  write(text: string): Promise<void>;
  end(): Promise<void>;
  /** Leaves nothing behind of a file that was refused half-way. */
  drop(): Promise<void>;
}

function toTerminal(terminal: Terminal, json: boolean | undefined): Sink {
  return {
    wanted: !json,
    write: async (text) => terminal.out(text.trimEnd()),
    end: async () => undefined,
    drop: async () => undefined,
  };
}

/** The file appears under its name when it is whole. */
async function toFile(path: string): Promise<Sink> {
  const partial = `${path}.partial`;
  const file: FileHandle = await written(() => open(partial, 'w'));
  return {
    wanted: true,
    write: (text) => written(() => file.writeFile(text)),
    end: () =>
      written(async () => {
        await file.close();
        await rename(partial, path);
      }),
    drop: async () => {
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}

async function written<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw new CommandRefused('--out cannot be written');
  }
}
