import type { Line } from '../awards/line.ts';
import type { IntegratedBudget, StreamBudget } from '../budgets/budget.ts';
import type { Figures } from '../budgets/figures.ts';
import { toldFor } from '../decisions/read-told.ts';
import type { Told } from '../decisions/told.ts';
import type { RuleBook } from '../streams/money-rule.ts';
import { allOrganisations } from '../streams/store.ts';
import type { Nature } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import { lastDay } from '../values/period.ts';
import { choiceRules, shownChoices } from './choices.ts';
import { fundersOf, type ShownFunder } from './funders.ts';
import { needsOf, openNeeds } from './needs.ts';
import type { Page } from './page.ts';
import type { PageRoute } from './route.ts';
import { workedOut } from './worked-out.ts';
import { yearAsked, yearsAround } from './year.ts';

/** What was agreed for a person, what was paid of it and what is left, by source; whoever pays. */
export const budget: PageRoute = {
  path: '/budget',
  get: async (page, { query }) => {
    const person = await page.own();
    const year = yearAsked(query.year, page.today);
    if (!person || year === null) return null;
    const told = await page.budget(person, year);
    const funders = await fundersOf(page, told);
    const organisations = await allOrganisations(page.db);
    const nameOf = (code: string): string => organisations.get(code)?.name ?? code;
    const known = { funders, nameOf, book: await choiceRules(page, told) };
    const of = (nature: Nature) =>
      told.streams
        .filter(({ stream }) => stream.nature === nature)
        .map((stream) => shownSource(page, stream, known));
    const [everything = []] = await toldFor(page.db, [person]);
    return {
      view: 'budget',
      model: {
        ...{ year, years: yearsAround(page.today), asOf: page.today },
        ...{ firstDay: daysOf(year).from, lastDay: lastDay(daysOf(year)) },
        total: { ...shownFigures(told.total), ...knownInAll(told) },
        toldOfAll: lastOfAll(everything, year),
        ...{
          complete: told.complete,
          gaps: gapsOf(page, told),
          withheld: told.withheld,
          beside: told.beside,
        },
        needs: openNeeds(await needsOf(page, person)),
        ...{ sources: of('BUDGET'), rent: of('ENTITLEMENT') },
        ...{ home: of('COST'), care: careGiven(told, of('CARE_GIVEN')) },
      },
    };
  },
};

/** What the person was told last of everything that they have in a year. */
function lastOfAll(told: readonly Told[], year: FinancialYear): Told | null {
  const ofAll = told.filter((each) => each.stream === null && each.year === year);
  return ofAll.reduce<Told | null>(
    (last, each) => (last === null || each.on >= last.on ? each : last),
    null,
  );
}

/** What is not known that stands beside no line; what does is told there. */
function gapsOf({ say, written }: Page, { gaps }: IntegratedBudget): string[] {
  return gaps.flatMap(({ why }) => {
    if (why.code !== 'DAYS' && why.code !== 'TO_CONFIRM' && why.code !== 'OVERDUE') return [];
    const ends = { from: written.day(why.days.from), to: written.day(lastDay(why.days)) };
    const day = written.day(why.code === 'DAYS' ? why.knownFrom : why.recordedOn);
    return say(`budget.gap-${why.code}`, { who: why.who, ...ends, day });
  });
}

/** Whether a figure of the whole adds up all there is, or only what is known of it. */
function knownInAll({ streams }: IntegratedBudget) {
  const figures = streams.flatMap((each) => (each.figures && isShown(each) ? each.figures : []));
  return {
    knowsYouPay: figures.every(({ contribution }) => contribution !== null),
    knowsPaid: figures.every(({ paid }) => paid !== null),
    knowsLeft: figures.every(({ remaining }) => remaining !== null),
  };
}

/** Of what may be claimed alone, and of what an earlier year counts, nothing is agreed in this year. */
const isShown = ({ lines, ledgerPaid }: StreamBudget): boolean =>
  ledgerPaid !== null || lines.some(({ inTotals }) => inTotals);

/** Figures as they are said: below zero nothing is left, and that is nobody's debt. */
function shownFigures(figures: Figures) {
  const { awarded, contribution, paid, remaining, unreported } = figures;
  const isOver = (amount: Pence | null) => amount !== null && amount < 0n;
  return {
    ...{ awarded, contribution, paid, remaining },
    overpaid: isOver(remaining) || isOver(unreported),
    unreported: unreported !== null && unreported > 0n ? unreported : null,
  };
}

interface Known {
  readonly funders: readonly ShownFunder[];
  readonly book: RuleBook;
  nameOf(code: string): string;
}

function shownSource(page: Page, told: StreamBudget, { funders, book, nameOf }: Known) {
  const { stream, funder, source, figures, lines, ceilings } = told;
  const { contact } = funders.find(({ code }) => code === funder.code) ?? { contact: null };
  return {
    ...{ code: stream.code, sector: stream.sector, funder: funder.name, source },
    ask: contact
      ? page.say('budget.ask-contact', { name: contact.name, phone: contact.phone })
      : page.say('budget.ask-funder', { funder: funder.name }),
    figures: figures && isShown(told) && shownFigures(figures),
    ledgerPaid: told.ledgerPaid,
    silent: lines.length === 0 && ceilings.length === 0 && told.ledgerPaid === null,
    told: told.told ?? null,
    lines: lines.map((line) => ({
      ...shownLine(page, line, nameOf),
      // What was claimed is over; what may still be claimed is chosen about.
      choices: line.award.basis === 'CEILING' ? null : shownChoices(page, told, line.award, book),
    })),
    ceilings: ceilings.map(({ award, days, ceiling, claimed, leftToClaim }) => ({
      choices: shownChoices(page, told, award, book),
      ...{ id: award.id, what: award.description, ceiling, claimed, leftToClaim },
      ...{ firstDay: days.from, lastDay: lastDay(days) },
    })),
  };
}

function shownLine(page: Page, line: Line, nameOf: (code: string) => string) {
  const { award, days, contribution, paid, projectedFrom, overlap, inTotals } = line;
  return {
    ...{ id: award.id, what: award.description, mode: award.mode, contribution, paid },
    amount: line.kind === 'PRICED' ? line.amount : null,
    ...{ firstDay: days.from, lastDay: lastDay(days), projectedFrom },
    claimed: award.basis === 'CEILING',
    ...{ overlap: overlap !== null, inTotals, steps: workedOut(page, line, nameOf) },
  };
}

/** What care cost, by what it was; null where none is told, and no heading stands over nothing. */
function careGiven(told: IntegratedBudget, sources: readonly ReturnType<typeof shownSource>[]) {
  return sources.length === 0 ? null : { amount: told.beside.careGiven, sources };
}
