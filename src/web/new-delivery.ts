import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Preview } from '../budgets/preview.ts';
import type { Adapter } from '../deliveries/adapter.ts';
import { SHARING_BASES } from '../deliveries/delivery.ts';
import type { IngestRequest } from '../deliveries/ingest.ts';
import { allOrganisations } from '../streams/store.ts';
import { addPence, NO_PENCE, type Pence } from '../values/money.ts';
import { choicesIn, type Fields, oneIn, type Problem, problemOf, textOrNone } from './fields.ts';
import { TooLong } from './loading.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute, Sent } from './route.ts';
import { onDisk, type Upload } from './uploads.ts';

/** Larger files are loaded by a command, which reads them from the disk. */
const FILE_UP_TO = 8 * 1024 * 1024;
const REJECTS_SHOWN = 200;

const mayReceive = (viewer: Viewer): boolean =>
  reachOf(viewer, 'receive-deliveries') === 'everyone';

/** A file is looked at first: what would be loaded, what would not, and which budgets would change. */
export const newDelivery: PageRoute = {
  path: '/deliveries/new',
  filesUpTo: FILE_UP_TO,
  mayPost: mayReceive,
  get: async (page) => (mayReceive(page.viewer) ? asked(page, {}, null) : null),
  post: async (page, sent) => {
    try {
      const upload = uploadIn(page, sent);
      const found = await lookAt(page, upload);
      return looked(page, upload, found);
    } catch (error) {
      return asked(page, sent.fields, deliveryProblem(error));
    }
  },
};

/** Loads what was looked at. */
export const loadedDelivery: PageRoute = {
  path: '/deliveries/load',
  mayPost: mayReceive,
  post: async (page, { fields }) => {
    const { loading, uploads } = page.hub;
    const upload = uploads.take(page.session.id, fields.upload ?? '', Date.now());
    if (!upload || !loading) return asked(page, {}, { field: 'files', said: 'again', words: null });
    try {
      const outcome = await onDisk(upload, (paths) =>
        loading.load(requestFor(page, upload, paths)),
      );
      if (outcome.delivery !== null) return { to: `/deliveries/${outcome.delivery}?done=1` };
      return looked(page, upload, { ...outcome, changes: [] });
    } catch (error) {
      return asked(page, {}, deliveryProblem(error));
    }
  },
};

function uploadIn({ hub }: Page, { fields, files }: Sent): Upload {
  const adapter = oneIn(fields, 'adapter', [...hub.adapters.keys()]);
  const basis = textOrNone(fields, 'basis') === null ? null : oneIn(fields, 'basis', SHARING_BASES);
  const sent = files.filter(({ field }) => field === 'files');
  if (sent.length === 0) throw new NoFile();
  return {
    ...{ adapter, basis, sender: (fields.sender ?? '').trim() },
    ...{ account: textOrNone(fields, 'account'), files: sent.map(({ body }) => body) },
  };
}

class NoFile extends Error {
  override readonly name = 'NoFile';
}

function deliveryProblem(error: unknown): Problem {
  if (error instanceof NoFile) return { field: 'files', said: 'needed', words: null };
  if (error instanceof TooLong) return { field: 'files', said: null, words: error.message };
  return problemOf(error);
}

function requestFor(page: Page, upload: Upload, files: readonly string[]): IngestRequest {
  const { adapter: code, sender, basis, account } = upload;
  const adapter = page.hub.adapters.get(code) as Adapter;
  const { today, viewer } = page;
  return { adapter, files, sender, basis, account, today, actor: viewer.subject };
}

function lookAt(page: Page, upload: Upload): Promise<Preview> {
  const { loading } = page.hub;
  if (!loading) throw new TooLong();
  return onDisk(upload, (paths) => loading.preview(requestFor(page, upload, paths)));
}

async function asked(page: Page, typed: Fields, problem: Problem | null): Promise<PageAnswer> {
  const organisations = [...(await allOrganisations(page.db)).values()];
  const named = organisations.sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    view: 'new-delivery',
    status: problem ? 422 : 200,
    model: {
      ...{ typed, problem, asOf: page.today, mayLoad: page.hub.loading !== null },
      formats: [...page.hub.adapters.values()].map(({ code, name }) => [
        code,
        `${code}: ${name}`,
        'en',
      ]),
      senders: named.map(({ code, name }) => [code, `${name} (${code})`]),
      bases: choicesIn(page.say, 'deliveries.basis-', SHARING_BASES),
    },
  };
}

function looked(page: Page, upload: Upload, found: Preview): PageAnswer {
  const isNew = found.status === 'LOADED';
  return {
    view: 'looked-at-delivery',
    status: found.status === 'REFUSED' ? 422 : 200,
    model: {
      ...{ found, adapter: upload.adapter, asOf: page.today, changes: byYear(found) },
      rejects: found.rejects.slice(0, REJECTS_SHOWN),
      upload: isNew ? page.hub.uploads.keep(page.session.id, upload, Date.now()) : null,
    },
  };
}

/** Of each year, how many budgets would change, and what they come to before and after. */
function byYear({ changes }: Preview) {
  const years = [...new Set(changes.map(({ year }) => year))].sort();
  return years.map((year) => {
    const own = changes.filter((change) => change.year === year);
    return {
      ...{ year, budgets: own.length },
      before: sum(own.map(({ before }) => before)),
      after: sum(own.map(({ after }) => after)),
    };
  });
}

/** What is known of them; nothing known adds nothing. */
const sum = (amounts: readonly (Pence | null)[]): Pence =>
  amounts.reduce<Pence>((total, amount) => addPence(total, amount ?? NO_PENCE), NO_PENCE);
