import type { VisiblePerson } from '../people/visible.ts';
import { printStatement, WHY_PRINTED } from '../statements/print-statement.ts';
import { choicesIn, type Fields, oneIn, type Problem, problemOf } from './fields.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';
import { aheadFor, type DaysProblem, daysAsked, fileName, modelOf } from './statement.ts';
import { headed, personToRecord } from './team-person.ts';

/**
 * The statement of somebody who does not sign in, for their team to print: asked for by a form, for
 * it is noted that it was printed, for whom, by whom and why.
 */
export const printedStatement: PageRoute = {
  path: '/people/:id/statement',
  get: async (page, asked) => {
    const person = await personToRecord(page, asked);
    return person && form(page, person, {}, null, null);
  },
  post: async (page, sent) => {
    const person = await personToRecord(page, sent);
    if (!person) return null;
    const days = daysAsked(page.today, sent.fields);
    if ('problem' in days) return form(page, person, sent.fields, null, days.problem);
    try {
      const why = oneIn(sent.fields, 'why', WHY_PRINTED);
      const asked = { from: days.from, to: days.to, version: null, since: null, why };
      const found = await printStatement(page.db, page.viewer, person, asked, page.today);
      if (!found) return null;
      page.prints(person.id);
      return printed(page, person, found, sent.fields.as === 'pdf');
    } catch (error) {
      return form(page, person, sent.fields, problemOf(error), null);
    }
  },
};

type Found = NonNullable<Awaited<ReturnType<typeof printStatement>>>;

async function printed(
  page: Page,
  person: VisiblePerson,
  found: Found,
  asPdf: boolean,
): Promise<PageAnswer> {
  const { statement, accounts, leftOut } = found;
  for (const { sources } of accounts) {
    page.tells(
      person,
      sources.map(({ stream }) => stream.code),
    );
  }
  const isNow = statement.to === page.today;
  const model = {
    ...(await modelOf(page, found, await aheadFor(page, found), isNow)),
    printedFor: { ...headed(person), isPart: leftOut !== null, role: page.viewer.role },
  };
  return asPdf
    ? { print: { view: 'statement', model, name: `${fileName(statement)}.pdf` } }
    : { view: 'statement', model };
}

function form(
  page: Page,
  person: VisiblePerson,
  typed: Fields,
  problem: Problem | null,
  days: DaysProblem | null,
): PageAnswer {
  const { from, to } = typed;
  const first = daysAsked(page.today, {});
  const usual = 'problem' in first ? {} : first;
  return {
    view: 'print-statement',
    status: problem || days ? 422 : 200,
    model: {
      ...{ ...headed(person), asOf: page.today, days },
      typed: { ...usual, ...typed, ...(from ? { from } : {}), ...(to ? { to } : {}) },
      problem: days ? { field: 'from', said: null, words: null } : problem,
      reasons: choicesIn(page.say, 'print.why-', WHY_PRINTED),
    },
  };
}
