// Runs in a worker thread; plain JavaScript so that it loads from source as well as from a build.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';

const port = parentPort;
if (!port) throw new Error('the embedded database runs in a worker thread');

const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

/** @type {PGlite | undefined} */
let db;

// The embedded database is one connection on one machine: a small cache leaves room for the hub.
const SMALL = ['shared_buffers=24MB', 'work_mem=4MB', 'maintenance_work_mem=16MB', 'jit=off'];

async function open() {
  db = await PGlite.create({
    extensions: { btree_gist },
    startParams: [...PGlite.defaultStartParams, ...SMALL.flatMap((each) => ['-c', each])],
    ...(workerData.folder === null ? {} : { dataDir: workerData.folder }),
    ...(workerData.startFrom ? { loadDataDir: new Blob([workerData.startFrom]) } : {}),
    parsers: {
      [INT8]: (/** @type {string} */ text) => BigInt(text),
      [DATE]: (/** @type {string} */ text) => text,
      [NUMERIC]: (/** @type {string} */ text) => text,
    },
  });
}

/** @param {{kind: string, text?: string, values?: unknown[]}} request */
async function answer({ kind, text = '', values = [] }) {
  if (kind === 'open') return open();
  if (!db) throw new Error('the embedded database is not open');
  if (kind === 'script') return void (await db.exec(text));
  if (kind === 'rows') return (await db.query(text, values)).rows;
  if (kind === 'dump') return new Uint8Array(await (await db.dumpDataDir('none')).arrayBuffer());
  if (kind === 'close') return db.close();
  throw new Error(`the embedded database knows no ${kind}`);
}

port.on('message', async (request) => {
  try {
    port.postMessage({ id: request.id, answer: await answer(request) });
  } catch (error) {
    const { message, code, constraint } =
      /** @type {{message?: string, code?: string, constraint?: string}} */ (error);
    port.postMessage({ id: request.id, error: { message, code, constraint } });
  }
});
