import { note } from '../audit/store.ts';
import { codeLists } from '../currencies/codes.ts';
import type { Database } from '../db/database.ts';
import { allOrganisations, allStreams, lastingCode } from '../streams/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { dropLoad } from './abandoned.ts';
import type { Adapter, Reading, ReadingContext } from './adapter.ts';
import { booksFor } from './books.ts';
import { FileRefused, type IngestOutcome, type SharingBasis } from './delivery.ts';
import { filesOf, markedFor, type Progress, surveyFiles } from './files.ts';
import { showDelivery } from './show.ts';
import { stageFiles } from './stage.ts';
import { findAbandoned, findLoaded, startDelivery } from './store.ts';

export interface IngestRequest {
  readonly adapter: Adapter;
  readonly files: readonly string[];
  readonly sender: string;
  readonly basis: SharingBasis | null;
  /** The account that the whole file is of, where the format needs it said. */
  readonly account?: string | null;
  /** Today, by the hub's own clock or the area's fixed day. */
  readonly today: PlainDate;
  readonly actor: string;
  readonly progress?: Progress;
}

export const NOTHING_LEFT =
  'every row was rejected, so the file would replace what is known with nothing';

export const NOTHING_READ = { delivery: null, rows: 0, accepted: 0, rejected: 0, rejects: [] };

/**
 * Receives one delivery: the sender is checked, then the file is known by its SHA-256, read whole
 * once for its form, then judged row by row. It counts all at once or not at all.
 */
export async function ingest(db: Database, request: IngestRequest): Promise<IngestOutcome> {
  try {
    const context = await readingContext(db, request);
    const { adapter, sender } = request;
    return await db.exclusively(`ingest ${adapter.code} ${sender}`, () =>
      load(db, request, context),
    );
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    await noteRefusal(db, request, error.message);
    return { ...NOTHING_READ, status: 'REFUSED', reason: error.message };
  }
}

function noteRefusal(db: Database, request: IngestRequest, reason: string): Promise<void> {
  const { adapter, sender, actor } = request;
  return note(db, actor, { action: 'delivery-refused', adapter: adapter.code, sender, reason });
}

/** Who sends and on what basis, checked before the file is opened. Throws FileRefused. */
export async function readingContext(
  db: Database,
  request: IngestRequest,
): Promise<ReadingContext> {
  const { adapter, sender: code, basis, today } = request;
  const organisations = await allOrganisations(db);
  const streams = new Map((await allStreams(db)).map((stream) => [stream.code, stream]));
  const sender = organisations.get(code);
  if (!sender) {
    throw new FileRefused(
      'the sending organisation is not known here; add it with "hub organisation add"',
    );
  }
  if (basis === null && adapter.basisMustBeGiven) {
    throw new FileRefused(
      `${adapter.code} needs --basis: under which basis are rows about persons passed on?`,
    );
  }
  if (basis === 'commissioning' && !adapter.basisMustBeGiven) {
    throw new FileRefused(`${adapter.code} is about persons and is no commissioning extract`);
  }
  const codes = await codeLists(db);
  const { account = null } = request;
  const books = await booksFor(db, { adapter, sender: code, account });
  return {
    ...(books && { books }),
    sender,
    lastingCode: lastingCode(organisations, code),
    basis: basis ?? 'statutory',
    receivedOn: today,
    organisation: (wanted) => organisations.get(wanted),
    stream: (wanted) => streams.get(wanted),
    hasScheme: (wanted) => codes.hasScheme(wanted),
    currency: (scheme, text) => codes.currency(scheme, text),
  };
}

/**
 * What the delivery is known by: a file that was sent for individual care may be sent for
 * commissioning too, as another delivery.
 */
export function markOf(sha256: string, { account, basis }: IngestRequest): string {
  return markedFor(sha256, basis === 'commissioning' ? basis : account);
}

async function load(
  db: Database,
  request: IngestRequest,
  context: ReadingContext,
): Promise<IngestOutcome> {
  const { adapter, sender, actor } = request;
  for (const abandoned of await findAbandoned(db, adapter.code, sender)) {
    await dropLoad(db, abandoned);
  }
  const reading: Reading = adapter.open(context);
  const files = await filesOf(request.files);
  const { sha256: read, rows } = await surveyFiles(files, reading, request.progress);
  const sha256 = markOf(read, request);
  const known = await findLoaded(db, { adapter: adapter.code, sender, sha256 });
  if (known) return alreadyLoaded(known);
  const delivery = await startDelivery(db, {
    adapter: adapter.code,
    sender,
    basis: context.basis,
    sha256,
    receivedOn: context.receivedOn,
  });
  try {
    const { lastingCode, basis } = context;
    const loading = { delivery, adapter, reading, files, rows, sender: lastingCode, basis };
    const staged = await stageFiles(db, loading, request.progress);
    if (staged.sha256 !== read) {
      throw new FileRefused('the file changed while it was being read');
    }
    const { rows: all, accepted, rejected } = staged.totals;
    const counts = { rows: all, accepted, rejected, rejects: staged.rejects };
    if (accepted === 0) {
      await dropLoad(db, delivery);
      await noteRefusal(db, request, NOTHING_LEFT);
      return { ...counts, status: 'REFUSED', delivery: null, reason: NOTHING_LEFT };
    }
    const showing = { delivery, adapter, totals: staged.totals, sha256, sender, actor };
    const shown = await db.transaction((tx) =>
      showDelivery(tx, { ...showing, today: request.today }),
    );
    const lines = shown && { lines: shown.outcome };
    return { ...counts, status: 'LOADED', delivery, reason: null, ...lines };
  } catch (error) {
    await dropLoad(db, delivery);
    throw error;
  }
}

export function alreadyLoaded(known: {
  id: string;
  rows: number;
  accepted: number;
  rejected: number;
}): IngestOutcome {
  return {
    status: 'ALREADY_LOADED',
    delivery: known.id,
    rows: known.rows,
    accepted: known.accepted,
    rejected: known.rejected,
    reason: 'the same file from this sender has been loaded before; nothing has changed',
    rejects: [],
  };
}
