import { endWishAs, recordWishAs, WishRefused, wishesOf } from '../people/wishes.ts';
import { allStreams } from '../streams/store.ts';
import { BadValue } from '../values/bad-value.ts';
import { SECTORS, type Sector } from '../values/sector.ts';
import { lastDayOf } from './days.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute, Sent } from './route.ts';

/** What a person has agreed to show and to whom; agreeing, objecting, taking back. */
export const agreements: PageRoute = {
  path: '/agreements',
  get: (page, { query }) => shown(page, null, query.done === '1'),
  post: async (page, sent) => {
    const refused = await changed(page, sent);
    return refused === null ? { to: '/agreements?done=1' } : shown(page, refused, false);
  },
};

/** The message that says why, or null where it is done. */
async function changed(page: Page, { fields }: Sent): Promise<string | null> {
  const person = await page.own();
  if (!person || page.viewer.role !== 'holder') return 'not-found';
  try {
    if (fields.end) {
      await endWishAs(page.db, page.viewer, fields.end, page.today);
      return null;
    }
    const kind = fields.kind === 'OBJECTION' ? 'OBJECTION' : 'AGREEMENT';
    if (!fields.kind) return 'choose-kind';
    await recordWishAs(
      page.db,
      page.viewer,
      {
        ...{ person: person.id, kind, stream: fields.stream || null, to: sectorIn(fields.to) },
        ...{ purpose: 'direct care', givenBy: 'self', evidence: '' },
        days: { from: page.today, until: null },
      },
      page.today,
    );
    return null;
  } catch (error) {
    if (error instanceof WishRefused || error instanceof BadValue) return 'refused';
    throw error;
  }
}

function sectorIn(text: string | undefined): Sector | null {
  return SECTORS.find((sector) => sector === text) ?? null;
}

async function shown(page: Page, refused: string | null, done: boolean): Promise<PageAnswer> {
  const person = await page.own();
  if (!person || page.viewer.role !== 'holder' || refused === 'not-found') return null;
  const [wishes = []] = await wishesOf(page.db, [person]);
  const streams = await allStreams(page.db);
  return {
    view: 'agreements',
    status: refused ? 422 : 200,
    model: {
      ...{ refused, done, asOf: page.today, sectors: SECTORS },
      wishes: wishes.map((wish) => ({ ...wish, lastDay: lastDayOf(wish.untilDay) })),
      streams: streams.filter(({ nature }) => nature === 'BUDGET').map(({ code }) => code),
    },
  };
}
