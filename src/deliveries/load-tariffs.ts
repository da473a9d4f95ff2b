import { note } from '../audit/store.ts';
import { allSchemes, factorsOf } from '../currencies/read.ts';
import { type PriceBooks, priceBooks } from '../currencies/store.ts';
import type { Tariff } from '../currencies/tariff.ts';
import { keepFactors, keepTariffs, PRICE_LISTS } from '../currencies/write.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { compareTariffs, type PriceOfRow } from './compare-tariffs.ts';
import { FileRefused, type Reject } from './delivery.ts';
import { ContentMark, filesOf } from './files.ts';
import { judgeTariff, type TariffContext } from './judge-tariff.ts';
import {
  codeIn,
  isFactor,
  type Price,
  readTariffRow,
  type TariffRow,
  tariffLayout,
} from './tariff-file.ts';

export interface TariffRequest<Effect> {
  readonly file: string;
  /** The day of loading: what the file leaves open is known from this day on. */
  readonly today: PlainDate;
  /**
   * The list as it was published, for setting a hub up: prices may be known from days that have
   * passed. Answers already given for the days since would be others then.
   */
  readonly history: boolean;
  readonly actor: string;
  /** Does all that loading does and undoes it. */
  readonly dryRun: boolean;
  /** Asked in a dry run where something is added. */
  readonly effect?: Effects<Effect> | undefined;
}

/** What new prices do to answers; both read through the transaction that is undone. */
export interface Effects<Effect> {
  /** Before the prices are in. */
  before(tx: Transaction, added: readonly Price[]): Promise<void>;
  /** Once they are in. */
  after(tx: Transaction, added: readonly Price[]): Promise<Effect>;
}

export interface TariffOutcome<Effect> {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly rows: number;
  readonly added: number;
  readonly alreadyThere: number;
  /** Why the whole file was refused; null where it was not. */
  readonly reason: string | null;
  readonly faults: readonly Reject[];
  /** What `effect` said; null where it was not asked. */
  readonly effect: Effect | null;
}

const MOST_ROWS = 100_000;

/** Above this the database is quicker to give a whole scheme than to look each code up in a list. */
const MOST_CODES_NAMED = 100;

const NOTHING_LOADED = { added: 0, alreadyThere: 0, effect: null };

/** Carries the answer out of a transaction that is undone on purpose. */
class Undone<Effect> extends Error {
  constructor(readonly found: TariffOutcome<Effect>) {
    super('undone on purpose');
  }
}

/**
 * Loads a file of tariffs and market forces factors, all of it or nothing: a list of prices with
 * rows missing would price some care by another year. Nobody else writes prices meanwhile.
 */
export async function loadTariffs<Effect = never>(
  db: Database,
  request: TariffRequest<Effect>,
): Promise<TariffOutcome<Effect>> {
  try {
    const file = await readFile(request.file);
    return await db.exclusively(PRICE_LISTS, () => db.transaction((tx) => load(tx, file, request)));
  } catch (error) {
    if (error instanceof Undone) return error.found;
    if (!(error instanceof FileRefused)) throw error;
    const { message: reason } = error;
    return { ...NOTHING_LOADED, status: 'REFUSED', rows: 0, reason, faults: [] };
  }
}

interface TariffFile {
  readonly sha256: string;
  readonly rows: number;
  readonly said: readonly { readonly row: number; readonly said: TariffRow }[];
  readonly faults: readonly Reject[];
}

async function readFile(path: string): Promise<TariffFile> {
  await filesOf([path]);
  const mark = new ContentMark();
  const said: { row: number; said: TariffRow }[] = [];
  const faults: Reject[] = [];
  let rows = 0;
  for await (const raw of tariffLayout.read(mark.of(path))) {
    rows += 1;
    if (rows > MOST_ROWS) throw new FileRefused(`a file of tariffs has at most ${MOST_ROWS} rows`);
    const read = readTariffRow(raw);
    if (read.faults) faults.push(...read.faults.map((fault) => ({ row: raw.row, ...fault })));
    else said.push({ row: raw.row, said: read.said });
  }
  return { sha256: mark.sha256, rows, said, faults };
}

async function load<Effect>(
  tx: Transaction,
  file: TariffFile,
  request: TariffRequest<Effect>,
): Promise<TariffOutcome<Effect>> {
  const { rows, sha256 } = file;
  const { stored, context } = await whatStands(tx, file, request);
  const faults = [...file.faults];
  const good: PriceOfRow[] = [];
  for (const { row, said } of file.said) {
    const judged = judgeTariff(said, context);
    if (judged.faults) faults.push(...judged.faults.map((fault) => ({ row, ...fault })));
    else good.push({ row, price: judged.price, saysWhenKnown: said['Known From'] !== null });
  }
  const compared = compareTariffs(good, stored);
  faults.push(...compared.faults);
  if (faults.length > 0) {
    const reason = 'some rows cannot be taken, and prices are loaded all or none';
    faults.sort((a, b) => a.row - b.row);
    return { ...NOTHING_LOADED, status: 'REFUSED', rows, reason, faults };
  }
  const { toAdd, alreadyThere } = compared;
  const counts = { rows, added: toAdd.length, alreadyThere, reason: null, faults };
  if (toAdd.length === 0) return { ...counts, status: 'ALREADY_LOADED', effect: null };
  if (request.dryRun) await request.effect?.before(tx, toAdd);
  await keep(tx, toAdd);
  if (request.dryRun) {
    const effect = (await request.effect?.after(tx, toAdd)) ?? null;
    throw new Undone({ ...counts, status: 'LOADED', effect });
  }
  const { history, actor } = request;
  const event = { action: 'tariffs-loaded', sha256, rows, added: toAdd.length, history } as const;
  await note(tx, actor, event);
  return { ...counts, status: 'LOADED', effect: null };
}

async function keep(tx: Transaction, prices: readonly Price[]): Promise<void> {
  const factors = prices.filter(isFactor);
  const tariffs = prices.filter((price): price is Tariff => !isFactor(price));
  const kept = (await keepTariffs(tx, tariffs)) + (await keepFactors(tx, factors));
  if (kept !== prices.length) throw new Error('some prices were there already, unseen');
}

/** What the file is judged by and compared with, in a statement for each scheme it names. */
async function whatStands(
  queries: Queries,
  { said }: TariffFile,
  { today, history }: Pick<TariffRequest<unknown>, 'today' | 'history'>,
): Promise<{ context: TariffContext; stored: Price[] }> {
  const organisations = await allOrganisations(queries);
  const books = new Map<string, PriceBooks>();
  let stored: Price[] = [];
  for (const scheme of await allSchemes(queries)) {
    const texts = said.flatMap((each) =>
      each.said.Scheme === scheme.code ? [each.said.Code] : [],
    );
    if (texts.length === 0) continue;
    const codes = [...new Set(texts.map((text) => codeIn(scheme, text ?? '')))].filter(
      (code) => code !== null,
    );
    const found = await priceBooks(queries, {
      scheme: scheme.code,
      codes: codes.length > MOST_CODES_NAMED ? 'all' : codes,
      providers: [],
      knownOn: null,
    });
    if (!found) continue;
    books.set(scheme.code, found);
    stored = stored.concat(codes.flatMap((code) => found.of(code).tariffs));
  }
  const providers = said.flatMap((each) =>
    each.said.Kind === 'MARKET_FORCES' && each.said.Provider !== null ? [each.said.Provider] : [],
  );
  if (providers.length > 0) {
    stored = stored.concat(await factorsOf(queries, [...new Set(providers)]));
  }
  const context = {
    books: (scheme: string) => books.get(scheme),
    isOrganisation: (code: string) => organisations.has(code),
    today,
    history,
  };
  return { context, stored };
}
