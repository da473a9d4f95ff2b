import type { Viewer } from '../access/viewer.ts';
import { type Look, looksAbout } from '../audit/looks.ts';
import type { IntegratedBudget } from '../budgets/budget.ts';
import { type BudgetSettings, budgetsOf } from '../budgets/service.ts';
import { allSchemes } from '../currencies/read.ts';
import type { Queries, Transaction } from '../db/database.ts';
import { personAsThemself, type VisiblePerson } from '../people/visible.ts';
import { allPurposes } from '../streams/purposes-store.ts';
import { allOrganisations, allStreams } from '../streams/store.ts';
import { type FinancialYear, financialYearOf, nextYear } from '../values/financial-year.ts';
import { addMonths, earlier, later, type PlainDate } from '../values/plain-date.ts';
import { awardsHeld, claimsHeld, currenciesHeld, paymentsHeld } from './awards-held-store.ts';
import { characteristicsHeld } from './characteristics-held-store.ts';
import { agreementsHeld, topUpsHeld } from './deferred-held-store.ts';
import { schedulesHeld } from './expected-held-store.ts';
import type { Held, HeldAward, HeldIdentity, Names } from './held.ts';
import { linesHeld } from './lines-held-store.ts';
import { assessmentsHeld } from './means-held-store.ts';
import { accountsHeld } from './money-held-store.ts';
import { needsHeld } from './needs-held-store.ts';
import {
  carryForwardsHeld,
  noticesHeld,
  queriesHeld,
  supportReviewsHeld,
} from './questions-held-store.ts';
import { awardEndsHeld, recordedAwardsHeld, toldHeld } from './recorded-held-store.ts';
import {
  allocationsHeld,
  comparisonsHeld,
  deliveriesHeld,
  eventsHeld,
  linksHeld,
  openingsHeld,
  questionsWaiting,
  relationshipsHeld,
} from './subject-access-store.ts';
import {
  decisionsHeld,
  optOutsHeld,
  readingsHeld,
  representativesHeld,
  restrictionsHeld,
  wishesHeld,
} from './wishes-held-store.ts';

export interface GatherSettings extends BudgetSettings {
  /** What files of a format tell of, in words; the code itself where the hub reads it no longer. */
  formatName(adapter: string): string;
}

/** Whose record, and who makes the copy. */
export interface Subject {
  /** Null where no source tells of them any more. */
  readonly personId: string | null;
  readonly identities: readonly HeldIdentity[];
  readonly viewer: Viewer;
}

/**
 * Reads everything held about one person, in one transaction in which nobody settles anew who is
 * who: else a part could be read of what is no longer theirs.
 */
export async function gather(
  queries: Transaction,
  subject: Subject,
  settings: GatherSettings,
): Promise<Held> {
  const { identities, viewer } = subject;
  const { today } = settings;
  const ids = identities.map(({ id }) => id);
  // What may describe somebody else is not read at all.
  const told = identities.filter(({ isDoubtful }) => !isDoubtful).map(({ id }) => id);
  const awards = await awardsHeld(queries, told);
  const awardIds = awards.map(({ id }) => id);
  const accounts = await accountsHeld(queries, told);
  const accountIds = accounts.map(({ id }) => id);
  const known = {
    identities,
    deliveries: await deliveriesHeld(queries, ids),
    characteristics: await characteristicsHeld(queries, told),
    links: await linksHeld(queries, ids),
    comparisons: await comparisonsHeld(queries, told),
    waitingQuestions: await questionsWaiting(queries, told),
    awards,
    payments: await paymentsHeld(queries, awardIds),
    claims: await claimsHeld(queries, awardIds),
    recordedAwards: await recordedAwardsHeld(queries, told),
    awardEnds: await awardEndsHeld(queries, told),
    decisions: await decisionsHeld(queries, ids),
    told: await toldHeld(queries, told),
    accounts,
    lines: await linesHeld(queries, accountIds),
    schedules: await schedulesHeld(queries, told),
    queries: await queriesHeld(queries, told),
    notices: await noticesHeld(queries, accountIds),
    carryForwards: await carryForwardsHeld(queries, accountIds),
    supportReviews: await supportReviewsHeld(queries, told),
    unmetNeeds: await needsHeld(queries, told),
    assessments: await assessmentsHeld(queries, told),
    agreements: await agreementsHeld(queries, told),
    topUps: await topUpsHeld(queries, told),
    wishes: await wishesHeld(queries, ids),
    readings: await readingsHeld(queries, ids),
    optOuts: await optOutsHeld(queries, ids),
    restrictions: await restrictionsHeld(queries, ids),
    representatives: await representativesHeld(queries, ids),
    relationships: await relationshipsHeld(queries, ids),
    allocations: await allocationsHeld(queries, told),
    openings: await openingsHeld(queries, ids, today),
    looks: await allLooks(queries, viewer, ids, today),
  };
  return {
    ...known,
    today,
    names: await namesIn(queries, told, settings),
    events: await eventsAbout(queries, ids, known),
    budgets: await allBudgets(queries, subject, awards, settings),
  };
}

const LOOKS_AT_ONCE = 1000;

async function allLooks(
  queries: Transaction,
  viewer: Viewer,
  ids: readonly string[],
  today: PlainDate,
): Promise<Look[]> {
  const looks: Look[] = [];
  for (;;) {
    const page = { after: looks.at(-1)?.id ?? null, count: LOOKS_AT_ONCE };
    const found = await looksAbout(queries, viewer, ids, page, today);
    looks.push(...found);
    if (found.length < LOOKS_AT_ONCE) return looks;
  }
}

type Noted =
  | 'links'
  | 'comparisons'
  | 'recordedAwards'
  | 'decisions'
  | 'told'
  | 'accounts'
  | 'assessments'
  | 'agreements'
  | 'topUps'
  | 'queries'
  | 'notices'
  | 'supportReviews'
  | 'unmetNeeds'
  | 'wishes'
  | 'readings'
  | 'optOuts'
  | 'restrictions'
  | 'representatives'
  | 'openings';

/** What was noted of the person, and of everything recorded of them. */
function eventsAbout(queries: Queries, ids: readonly string[], known: Pick<Held, Noted>) {
  const recorded = [
    ...[known.links, known.comparisons, known.decisions, known.accounts].flat(),
    ...[known.recordedAwards, known.told].flat(),
    ...[known.queries, known.notices, known.supportReviews, known.unmetNeeds].flat(),
    ...[
      known.assessments,
      known.agreements,
      known.topUps,
      known.wishes,
      known.readings,
      known.optOuts,
      known.restrictions,
      known.representatives,
      known.openings,
    ].flat(),
  ];
  const openings = known.openings.map(({ id }) => id);
  return eventsHeld(queries, [...ids, ...recorded.map(({ id }) => id)], openings);
}

async function namesIn(
  queries: Queries,
  ids: readonly string[],
  { formatName }: GatherSettings,
): Promise<Names> {
  const streams = new Map((await allStreams(queries)).map(({ code, name }) => [code, name]));
  const schemes = new Map((await allSchemes(queries)).map(({ code, name }) => [code, name]));
  const purposes = new Map((await allPurposes(queries)).map(({ code, name }) => [code, name]));
  const organisations = await allOrganisations(queries);
  const currencies = new Map(
    (await currenciesHeld(queries, ids)).map((each) => [`${each.scheme} ${each.code}`, each.name]),
  );
  return {
    stream: (code) => streams.get(code) ?? code,
    organisation: (code) => organisations.get(code)?.name ?? code,
    format: formatName,
    scheme: (code) => schemes.get(code) ?? code,
    currency: (scheme, code) => currencies.get(`${scheme} ${code}`) ?? code,
    purpose: (code) => purposes.get(code) ?? code,
  };
}

async function allBudgets(
  queries: Transaction,
  { personId, viewer }: Subject,
  awards: readonly HeldAward[],
  settings: BudgetSettings,
): Promise<IntegratedBudget[]> {
  const person = personId && (await personAsThemself(queries, viewer, personId, settings.today));
  if (!person) return [];
  const budgets: IntegratedBudget[] = [];
  for (const year of yearsOf(awards, settings.today)) {
    budgets.push(...(await budgetIn(queries, person, year, settings)));
  }
  return budgets;
}

/** None where the year has neither a line nor anything that can be claimed. */
async function budgetIn(
  queries: Transaction,
  person: VisiblePerson,
  year: FinancialYear,
  settings: BudgetSettings,
): Promise<IntegratedBudget[]> {
  const budgets = await budgetsOf(queries, [person], { year, knownAt: null }, settings);
  return budgets.filter(({ streams }) =>
    streams.some(({ lines, ceilings }) => lines.length + ceilings.length > 0),
  );
}

/**
 * Every year that a line may be in: from the first day of any award to a year after the last day
 * that anything is told of, for no line runs on for longer than that.
 */
export function yearsOf(
  awards: readonly Pick<HeldAward, 'firstDay' | 'standing'>[],
  today: PlainDate,
): FinancialYear[] {
  const standing = awards.filter((award) => award.standing.length > 0);
  const first = standing.reduce((day, { firstDay }) => earlier(day, firstDay), today);
  const ends = standing.flatMap((award) => award.standing.flatMap(([, until]) => until ?? []));
  const starts = standing.map(({ firstDay }) => firstDay);
  const last = financialYearOf(addMonths([...ends, ...starts].reduce(later, today), 12));
  const years: FinancialYear[] = [];
  for (let year = financialYearOf(first); year <= last; year = nextYear(year)) years.push(year);
  return years;
}
