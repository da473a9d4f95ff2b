import { type DeliveryRow, deliveriesFor, firstRejectsOf } from '../deliveries/read.ts';
import { waitingOf } from '../deliveries/waiting.ts';
import { isUuid } from '../values/ids.ts';
import type { Page } from './page.ts';
import type { PageRoute } from './route.ts';

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
    return { view: 'deliveries', model: { rows, next, asOf: page.today } };
  },
};

/** The rows of a file that could not be taken, and why. */
export const rejects: PageRoute = {
  path: '/deliveries/:id',
  get: async (page, { params }) => {
    const { id = '' } = params;
    if (!isUuid(id)) return null;
    const found = await deliveriesFor(page.db, page.viewer, { after: before(id), count: 1 });
    const [delivery] = await withWaiting(page, found ?? []);
    if (delivery?.id !== id) return null;
    const [rows = []] = await firstRejectsOf(page.db, [id], REJECTS_SHOWN);
    return { view: 'delivery', model: { delivery, rows, asOf: page.today } };
  },
};

/** Deliveries with how many of their lines wait; null for formats of which none can. */
async function withWaiting({ db, hub }: Page, deliveries: readonly DeliveryRow[]) {
  const waiting = await waitingOf(db, deliveries, hub.adapters);
  return deliveries.map((delivery, at) => ({ ...delivery, waiting: waiting[at] ?? null }));
}

/** The id that stands right before this one, so that a page after it begins with this one. */
function before(id: string): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`) - 1n;
  const digits = number.toString(16).padStart(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
