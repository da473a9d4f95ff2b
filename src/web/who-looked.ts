import { looksFor } from '../audit/looks.ts';
import {
  EXPORTED_BECAUSE,
  FOUND_BECAUSE,
  OPENED_BECAUSE,
  PRINTED_BECAUSE,
  reasonsOfRoles,
} from '../audit/read.ts';
import type { PageRoute } from './route.ts';

const LOOKS_ON_A_PAGE = 50;

/** The reasons that the log keeps in words, by the name under which a reader's language has them. */
const REASONS = new Map<string, string>([
  ...reasonsOfRoles().map(([role, words]) => [words, role] as const),
  [OPENED_BECAUSE.WORK, 'opened'],
  [OPENED_BECAUSE.BREAK_GLASS, 'emergency'],
  [EXPORTED_BECAUSE, 'copied'],
  [FOUND_BECAUSE, 'found'],
  [PRINTED_BECAUSE, 'printed'],
]);

/** Who has looked at a person's record, as what and why; for the person alone. */
export const whoLooked: PageRoute = {
  path: '/who-looked',
  get: async (page, { query }) => {
    const person = await page.own();
    const { after = null } = query;
    if (!person || (after !== null && !/^\d{1,18}$/.test(after))) return null;
    const asked = { after, count: LOOKS_ON_A_PAGE + 1 };
    const found = await looksFor(page.db, page.viewer, person, asked, page.today);
    if (!found) return null;
    const looks = found.slice(0, LOOKS_ON_A_PAGE).map((look) => ({
      ...look,
      reasonName: REASONS.get(look.reason) ?? null,
    }));
    const next = found.length > looks.length ? (looks.at(-1)?.id ?? null) : null;
    return { view: 'who-looked', model: { looks, next, asOf: page.today } };
  },
};
