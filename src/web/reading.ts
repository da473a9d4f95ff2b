import { chooseReading, readingsFor } from '../people/choose-reading.ts';
import { FORMATS, LANGUAGES, SIZES } from '../people/reading.ts';
import { lookOf } from './look.ts';
import type { PageRoute } from './route.ts';

/** How a person reads, kept for them wherever they sign in, and for whoever prints for them. */
export const reading: PageRoute = {
  path: '/reading',
  mayPost: ({ role }) => role === 'holder',
  get: async (page, { query }) => {
    const person = page.viewer.role === 'holder' ? await page.own() : null;
    if (!person) return null;
    const [chosen = null] = await readingsFor(page.db, [person]);
    const choices = { languages: LANGUAGES, sizes: SIZES, formats: FORMATS };
    const model = { ...choices, chosen, done: query.done === '1', asOf: page.today };
    return { view: 'reading', model };
  },
  post: async (page, { fields: { lang, size, format } }) => {
    const chosen = lookOf({ lang, size, format }, page.look);
    const { nhsNumber } = page.viewer;
    const kept =
      nhsNumber && (await chooseReading(page.db, page.viewer, { nhsNumber }, chosen, page.today));
    if (kept === null) return null;
    const look = { lang: chosen.language, size: chosen.size, format: chosen.format };
    return { to: `/reading?${new URLSearchParams({ ...look, done: '1' })}` };
  },
};
