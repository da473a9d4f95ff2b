import { stringify } from 'csv-stringify/sync';
import { reachOf } from '../access/viewer.ts';
import {
  type DeliveryRow,
  deliveriesFor,
  firstRejectsOf,
  rejectsAfter,
} from '../deliveries/read.ts';
import { waitingOf } from '../deliveries/waiting.ts';
import { isUuid } from '../values/ids.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';

const DELIVERIES_ON_A_PAGE = 25;
const REJECTS_SHOWN = 200;

/** The files that came in, for operators. */
export const deliveries: PageRoute = {
  path: '/deliveries',
  get: async (page, { query }) => {
    const { after = null } = query;
    if (after !== null && !isUuid(after)) return null;
    const asked = { after, count: DELIVERIES_ON_A_PAGE + 1 };
    const found = await deliveriesFor(page.db, page.viewer, asked);
    if (!found) return null;
    const rows = await withWaiting(page, found.slice(0, DELIVERIES_ON_A_PAGE));
    const next = found.length > rows.length ? (rows.at(-1)?.id ?? null) : null;
    const mayReceive = reachOf(page.viewer, 'receive-deliveries') === 'everyone';
    return { view: 'deliveries', model: { rows, next, mayReceive, asOf: page.today } };
  },
};

/** The rows of a file that could not be taken, and why. */
export const rejects: PageRoute = {
  path: '/deliveries/:id',
  get: async (page, { params, query }) => {
    const { id = '' } = params;
    if (!isUuid(id)) return null;
    const found = await deliveriesFor(page.db, page.viewer, { after: before(id), count: 1 });
    const [delivery] = await withWaiting(page, found ?? []);
    if (delivery?.id !== id) return null;
    if (query.as === 'csv') return csvOf(page, delivery);
    const [rejected = []] = await firstRejectsOf(page.db, [id], REJECTS_SHOWN);
    const more = delivery.rejected > rejected.length;
    const done = query.done === '1';
    return {
      view: 'delivery',
      model: { delivery, rejects: rejected, more, done, asOf: page.today },
    };
  },
};

/** Deliveries with how many of their lines wait; null for formats of which none can. */
async function withWaiting({ db, hub }: Page, deliveries: readonly DeliveryRow[]) {
  const waiting = await waitingOf(db, deliveries, hub.adapters);
  return deliveries.map((delivery, at) => ({ ...delivery, waiting: waiting[at] ?? null }));
}

const REJECTS_AT_ONCE = 1000;

/** All rows that were not taken, for the sender's data team; nothing in it is a formula. */
async function csvOf({ db }: Page, { id, adapter }: DeliveryRow): Promise<PageAnswer> {
  const lines = [['row', 'field', 'code', 'reason']];
  for (let after = { row: 0, position: -1 }; ; ) {
    const found = await rejectsAfter(db, id, after, REJECTS_AT_ONCE);
    lines.push(...found.map(({ row, field, code, reason }) => [`${row}`, field, code, reason]));
    const last = found.at(-1);
    if (!last || found.length < REJECTS_AT_ONCE) break;
    after = last;
  }
  const body = stringify(lines, { escape_formulas: true });
  return { file: { type: 'text/csv; charset=utf-8', name: `rejects-${adapter}.csv`, body } };
}

/** The id that stands right before this one, so that a page after it begins with this one. */
function before(id: string): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`) - 1n;
  const digits = number.toString(16).padStart(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
