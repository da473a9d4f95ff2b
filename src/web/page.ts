import type { Viewer } from '../access/viewer.ts';
import type { ReadLog } from '../audit/read-log.ts';
import { Seen } from '../audit/seen.ts';
import { type IntegratedBudget, streamsIn } from '../budgets/budget.ts';
import { type BudgetSettings, budgetsOf } from '../budgets/service.ts';
import type { Database } from '../db/database.ts';
import type { Adapter } from '../deliveries/adapter.ts';
import { onlyRepresented } from '../people/representatives.ts';
import { type PersonKey, type VisiblePerson, visiblePerson } from '../people/visible.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type Written, writtenIn } from './figures.ts';
import type { Loading } from './loading.ts';
import type { Look } from './look.ts';
import { type Say, sayIn } from './messages.ts';
import type { Session } from './session.ts';
import type { Uploads } from './uploads.ts';

/** What of the hub the pages use. */
export interface PageHub {
  readonly serving: Database;
  readonly reads: ReadLog;
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** Receives files; null where this hub serves as a login that may load none. */
  readonly loading: Loading | null;
  readonly uploads: Uploads;
  readonly config: {
    /** The most that a file attached to a question may weigh. */
    readonly evidenceBytes: number;
    /** Whether published figures are shown to everybody, without signing in. */
    readonly publicFigures: boolean;
  };
}

/** One page being made: who reads it, in which words, on which day; and whom it tells of. */
export class Page {
  readonly db: Database;
  readonly viewer: Viewer;
  readonly say: Say;
  readonly written: Written;
  private readonly seen = new Seen();

  constructor(
    readonly hub: PageHub,
    readonly session: Session,
    readonly look: Look,
    readonly today: PlainDate,
    readonly requestId: string,
  ) {
    this.db = hub.serving;
    this.viewer = session.viewer;
    this.say = sayIn(look);
    this.written = writtenIn(look.language);
  }

  /** The person, where the reader may see them; null: not known and not allowed are the same. */
  async person(key: PersonKey): Promise<VisiblePerson | null> {
    const person = await visiblePerson(this.db, this.viewer, key, this.today);
    if (person) this.seen.saw(person);
    return person;
  }

  /** The person whose own pages these are: the holder, or the one whom a representative acts for. */
  async own(): Promise<VisiblePerson | null> {
    const { role, nhsNumber } = this.viewer;
    if (role === 'holder') return nhsNumber === null ? null : this.person({ nhsNumber });
    if (role !== 'representative') return null;
    const person = await onlyRepresented(this.db, this.viewer, this.today);
    if (person) this.seen.saw(person);
    return person;
  }

  async budget(person: VisiblePerson, year: FinancialYear): Promise<IntegratedBudget> {
    const asked = { year, knownAt: null };
    const [budget] = await budgetsOf(this.db, [person], asked, this.budgetSettings());
    const told = budget as IntegratedBudget;
    this.tells(person, streamsIn(told));
    return told;
  }

  budgetSettings(): BudgetSettings {
    const { adapters } = this.hub;
    return {
      today: this.today,
      staleAfterDays: (adapter) => adapters.get(adapter)?.staleAfterDays ?? 60,
    };
  }

  /** Notes somebody of whom a list on the page tells. */
  saw(person: VisiblePerson): void {
    this.seen.saw(person);
  }

  /** Notes that the page tells of these streams of a person. */
  tells({ id }: Pick<VisiblePerson, 'id'>, streams: Iterable<string>): void {
    this.seen.tells(id, streams);
  }

  /** Notes that a search on the page found this person. */
  finds(id: string): void {
    this.seen.finds(id);
  }

  /** Notes that the page is put on paper for this person. */
  prints(id: string): void {
    this.seen.prints(id);
  }

  /** Keeps whom the page tells of: it may leave only once this has ended well. */
  keepReads(): Promise<void> {
    return this.hub.reads.keep(this.seen.reads(this.viewer, this.requestId));
  }
}
