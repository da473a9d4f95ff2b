import { type VisiblePerson, visiblePeople } from '../people/visible.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { isUuid } from '../values/ids.ts';
import { type CaseloadRow, caseloadOf, ONLY, type Only, onlyIn, tellOf } from './caseload.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';
import { type Sought, soughtIn } from './sought.ts';
import { isTeam } from './team-person.ts';

/** As many as one page of the API holds; who has more turns the page. */
const PEOPLE_ON_A_PAGE = 100;
/** A search looks at so many of a team's people, and says so where there are more. */
const MOST_LOOKED_AT = 2000;

/**
 * A team's people, with their money and how far it can be relied on. A search is sent as a form and
 * answered on the spot: no name ever stands in an address.
 */
export const people: PageRoute = {
  path: '/people',
  get: async (page, { query }) => {
    const after = query.after ?? null;
    if (!isTeam(page) || (after !== null && !isUuid(after))) return null;
    const found = await peopleAfter(page, after, PEOPLE_ON_A_PAGE + 1);
    const looked = found.slice(0, PEOPLE_ON_A_PAGE);
    const next = found.length > looked.length ? (looked.at(-1)?.id ?? null) : null;
    const searched = { found: looked, looked: looked.length, isCut: false };
    return shown(page, searched, { only: onlyIn(query.only), who: '', next });
  },
  post: async (page, { fields }) => {
    if (!isTeam(page)) return null;
    const who = fields.who ?? '';
    const searched = await search(page, soughtIn(who));
    return shown(page, searched, { only: onlyIn(fields.only), who, next: null });
  },
};

const peopleAfter = (page: Page, after: string | null, count: number): Promise<VisiblePerson[]> =>
  visiblePeople(page.db, page.viewer, { after, count }, page.today);

interface Searched {
  readonly found: readonly VisiblePerson[];
  /** How many of the team's people were looked at. */
  readonly looked: number;
  /** Whether more were found, or are there to look at, than are shown. */
  readonly isCut: boolean;
}

/** Those of the team's people who are asked for; nobody else is looked at. */
async function search(page: Page, sought: Sought): Promise<Searched> {
  if (sought.kind === 'NHS_NUMBER') {
    const person = await page.person(sought);
    return { found: person ? [person] : [], looked: person ? 1 : 0, isCut: false };
  }
  const found: VisiblePerson[] = [];
  let looked = 0;
  for (let after: string | null = null; looked < MOST_LOOKED_AT; ) {
    const some: VisiblePerson[] = await peopleAfter(page, after, PEOPLE_ON_A_PAGE);
    looked += some.length;
    found.push(...some.filter(sought.isAskedFor));
    if (found.length > PEOPLE_ON_A_PAGE) break;
    if (some.length < PEOPLE_ON_A_PAGE) return { found, looked, isCut: false };
    after = some.at(-1)?.id ?? null;
  }
  return { found: found.slice(0, PEOPLE_ON_A_PAGE), looked, isCut: true };
}

interface Asked {
  readonly only: Only;
  readonly who: string;
  /** After whom the next page begins; null on the last one. */
  readonly next: string | null;
}

async function shown(
  page: Page,
  { found, looked, isCut }: Searched,
  { only, who, next }: Asked,
): Promise<PageAnswer> {
  const { say, today } = page;
  const all = await caseloadOf(page, found);
  const rows = all.filter((row: CaseloadRow) => ONLY[only](row, today));
  tellOf(page, rows);
  return {
    view: 'people',
    model: {
      ...{ year: financialYearOf(today), asOf: today, rows, all: looked, isCut, only, next },
      ...{ typed: { who, only }, isSearch: who.trim() !== '' },
      choices: Object.keys(ONLY).map((each) => [each, say(`people.only-${each}`)]),
    },
  };
}
