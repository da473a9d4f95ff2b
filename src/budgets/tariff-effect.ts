import { list, type Queries, sql } from '../db/database.ts';
import { withoutOptedOut } from '../people/opt-out.ts';
import { optedOutAmong } from '../people/opt-outs.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { NO_PENCE, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type IntegratedBudget, integrate } from './budget.ts';
import { restate } from './restatement.ts';
import { toldInYear } from './store.ts';

/** One line of somebody's budget that new prices would change; opaque ids and pence. */
export interface PricedAnew {
  readonly person: string;
  readonly year: FinancialYear;
  readonly stream: string;
  readonly funder: string;
  readonly before: Pence | null;
  readonly after: Pence | null;
  readonly difference: Pence;
}

/** What new prices would change in all, and line by line of those who allow that. */
export interface TariffChanges {
  /** Every budget line that would change, whoever's it is. */
  readonly lines: number;
  /** What those lines come to more, or less. */
  readonly difference: Pence;
  readonly listed: readonly PricedAnew[];
  /** People who have opted out: their lines are counted above and not listed. */
  readonly peopleLeftOut: number;
}

/** What new prices may touch: currencies of schemes, or all care of providers. */
export interface Touched {
  /** `scheme code` of each tariff. */
  readonly currencies: readonly string[];
  /** Of market forces factors. */
  readonly providers: readonly string[];
}

type Budgets = ReadonlyMap<string, IntegratedBudget>;

/**
 * Compares the budgets of everybody whom new prices touch, line by line: `before` is read ahead of
 * the new prices and `after` with them, in the one transaction that is then undone. It is planning
 * and nobody's care, so the national data opt-out applies to the list.
 */
export class TariffEffect {
  private was: Budgets = new Map();

  constructor(private readonly today: PlainDate) {}

  async before(queries: Queries, touched: Touched): Promise<void> {
    this.was = await budgetsTouched(queries, touched, this.today);
  }

  async after(queries: Queries, touched: Touched): Promise<TariffChanges> {
    const is = await budgetsTouched(queries, touched, this.today);
    const between = { from: this.today, withdrawn: new Set<string>() };
    const changes = [...is].flatMap(([key, budget]) => {
      const [person, year] = key.split(' ') as [string, FinancialYear];
      const changes = restate(this.was.get(key) ?? { streams: [] }, budget, between);
      return changes.map(({ stream, funder, before, after, difference }) => ({
        ...{ person, year, stream: stream.code, funder: funder.code },
        ...{ before, after, difference },
      }));
    });
    const people = [...new Set(changes.map(({ person }) => person))];
    const optedOut = await optedOutAmong(queries, people, this.today);
    const difference = changes.reduce((sum, each) => (sum + each.difference) as Pence, NO_PENCE);
    return { lines: changes.length, difference, ...withoutOptedOut(changes, optedOut) };
  }
}

const PAGE = 500;

async function budgetsTouched(
  queries: Queries,
  touched: Touched,
  today: PlainDate,
): Promise<Budgets> {
  const found = new Map<string, IntegratedBudget>();
  for (const [year, people] of await peopleTouched(queries, touched)) {
    for (let at = 0; at < people.length; at += PAGE) {
      const asked = { personIds: people.slice(at, at + PAGE), year, knownAt: null };
      const { awards, sources } = await toldInYear(queries, asked, 'LINES');
      const quiet = { today, staleAfterDays: () => 0, funderName: String, expected: [] };
      const area = { ...sources, ...quiet, year };
      for (const [person, told] of awards) {
        found.set(`${person} ${year}`, integrate(area, told, new Set()));
      }
    }
  }
  return found;
}

/** By year, everybody with care that is priced by one of the currencies, or of a provider. */
async function peopleTouched(
  queries: Queries,
  { currencies, providers }: Touched,
): Promise<Map<FinancialYear, string[]>> {
  const rows = await queries.rows<{ year: FinancialYear; people: string[] }>(
    'budgets.people-priced-by',
    sql`select a.year, json_agg(distinct i.person_id::text order by i.person_id::text) as people
        from awards a join identities i on i.id = a.identity_id
        where a.activity is not null and a.year is not null and i.person_id is not null
          and (a.scheme || ' ' || a.currency = any(${list(currencies)}::text::text[])
            or a.provider = any(${list(providers)}::text::text[]))
        group by a.year order by a.year`,
  );
  return new Map(rows.map(({ year, people }) => [year, people]));
}
