import { DIMENSIONS, MOST_DIMENSIONS } from '../pools/dimension.ts';
import { UsageRefused } from '../pools/read-usage.ts';
import { MEASURES } from '../pools/usage.ts';
import type { Figure } from './figure.ts';
import { figureFile } from './figure-file.ts';
import { FORMS, shownFigure } from './figure-shown.ts';
import type { Page } from './page.ts';
import { type SeenPool, seenPool } from './pool.ts';
import { type CodeLists, codeLists, type QuestionProblem, questionIn } from './pool-question.ts';
import { answerFigure } from './pool-usage.ts';
import { codeSaid } from './pool-words.ts';
import { addressOf } from './render.ts';
import type { Asked, PageAnswer, PageRoute } from './route.ts';
import { yearsAround } from './year.ts';

/** A question about a pool by dimensions, measures and filters of fixed lists, and its answer. */
export const poolAsked: PageRoute = {
  path: '/pools/:code/usage',
  get: async (page, asked) => {
    const seen = await seenPool(page, asked);
    if (!seen?.listed.hasUsage) return null;
    const { query } = asked;
    const lists = await codeLists(page, seen.listed, seen.year);
    if (query.ask === undefined) return form(seen, lists, query, {});
    const question = questionIn(query, lists);
    if ('problem' in question) return form(seen, lists, query, { problem: question.problem });
    try {
      const figure = await answerFigure(seen, question, 'answer');
      if (!figure) return null;
      return await answered(seen, lists, query, figure);
    } catch (error) {
      if (!(error instanceof UsageRefused)) throw error;
      return form(seen, lists, query, { words: error.message });
    }
  },
};

async function answered(
  seen: SeenPool,
  lists: CodeLists,
  query: Asked['query'],
  figure: Figure,
): Promise<PageAnswer> {
  const { page, listed, year } = seen;
  const as = FORMS.find((each) => each === query.as);
  if (as) return figureFile(page, figure, as, `${listed.pool.code}-${year}-answer`);
  const own = Object.entries(query).filter(([name]) => /^(?:year|ask|by-|only-|show-)/.test(name));
  const here = (form: string) =>
    addressOf(`/pools/${listed.pool.code}/usage`, { ...Object.fromEntries(own), as: form });
  return form(seen, lists, query, { answer: await shownFigure(page, figure, here) });
}

interface Outcome {
  readonly problem?: QuestionProblem;
  /** Why it was refused, in English. */
  readonly words?: string;
  readonly answer?: Awaited<ReturnType<typeof shownFigure>>;
}

function form(
  { page, listed, year, names }: SeenPool,
  lists: CodeLists,
  query: Asked['query'],
  { problem, words, answer }: Outcome,
): PageAnswer {
  const { say, today } = page;
  const isOn = (name: string) => query[name] !== undefined;
  return {
    view: 'pool-usage',
    status: problem !== undefined || words !== undefined ? 422 : 200,
    model: {
      ...{ listed, year, years: yearsAround(today), asOf: today, most: MOST_DIMENSIONS },
      ...{ problem: problem ?? null, words: words ?? null, answer: answer ?? null },
      dimensions: DIMENSIONS.map((each) => ({
        ...{ name: `by-${each}`, said: say(`pools.by-${each}`), isOn: isOn(`by-${each}`) },
      })),
      measures: MEASURES.map((each) => ({
        ...{ name: `show-${each}`, said: say(`pools.measure-${each}`) },
        // Before anything is asked all of them are offered.
        isOn: query.ask === undefined || isOn(`show-${each}`),
      })),
      filters: [...lists].map(([dimension, codes]) => ({
        name: `only-${dimension}`,
        said: say(`pools.by-${dimension}`),
        choices: codes.map((code) => [code, codeSaid(page as Page, names, dimension, code)]),
      })),
      typed: query,
    },
  };
}
