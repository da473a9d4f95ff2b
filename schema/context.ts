import DataLoader from 'dataloader';
import { type ActingFor, mayReadClinical, type Viewer } from '../src/access/viewer.ts';
import type { BudgetSums, IntegratedBudget } from '../src/budgets/budget.ts';
import {
  type AskedRestatement,
  type Restatement,
  restatementOf,
} from '../src/budgets/restatement-service.ts';
import { type BudgetSettings, budgetSumsOf, budgetsOf } from '../src/budgets/service.ts';
import type { RejectRow } from '../src/deliveries/read.ts';
import { firstRejectsOf } from '../src/deliveries/read.ts';
import type { Hub } from '../src/hub.ts';
import {
  type PersonKey,
  type VisiblePerson,
  visiblePeople,
  visiblePerson,
} from '../src/people/visible.ts';
import { findOrganisation } from '../src/streams/store.ts';
import type { Organisation } from '../src/streams/stream.ts';
import type { FinancialYear } from '../src/values/financial-year.ts';
import type { PlainDate } from '../src/values/plain-date.ts';

/** Which budget of a person is asked for, and whether any of its lines or reasons are. */
export interface AskedBudget {
  readonly year: FinancialYear;
  readonly knownAt: Date | null;
  readonly withLines: boolean;
}

/** What one request carries: who asks, the day, and the loaders that batch its reads. */
export class Context {
  readonly hub: Hub;
  readonly viewer: Viewer;
  readonly today: PlainDate;
  private readonly budgets = new Map<
    string,
    DataLoader<VisiblePerson, BudgetSums | IntegratedBudget>
  >();
  private readonly rejects = new Map<number, DataLoader<string, RejectRow[]>>();
  private organisation: Promise<Organisation | null> | null = null;
  private seenBy: ActingFor | null = null;

  constructor(hub: Hub, viewer: Viewer, today: PlainDate) {
    this.hub = hub;
    this.viewer = viewer;
    this.today = today;
  }

  /** One person's budget; all that a page asks for in the same year are read together. */
  budget(person: VisiblePerson, asked: AskedBudget): Promise<BudgetSums | IntegratedBudget> {
    const { year, knownAt, withLines } = asked;
    const key = `${year} ${knownAt?.toISOString()} ${withLines}`;
    const known = this.budgets.get(key);
    if (known) return known.load(person);
    const { db } = this.hub;
    const settings = this.budgetSettings();
    const read: typeof budgetSumsOf = withLines ? budgetsOf : budgetSumsOf;
    const loader = new DataLoader<VisiblePerson, BudgetSums | IntegratedBudget>(
      (people) => read(db, people, { year, knownAt }, settings),
      { maxBatchSize: 100 },
    );
    this.budgets.set(key, loader);
    return loader.load(person);
  }

  restatement(person: VisiblePerson, asked: AskedRestatement): Promise<Restatement> {
    return restatementOf(this.hub.db, person, asked, this.budgetSettings());
  }

  private budgetSettings(): BudgetSettings {
    const { adapters } = this.hub;
    return {
      today: this.today,
      staleAfterDays: (adapter) => adapters.get(adapter)?.staleAfterDays ?? 60,
    };
  }

  rejectsOf(delivery: string, first: number): Promise<RejectRow[]> {
    const known = this.rejects.get(first);
    if (known) return known.load(delivery);
    const loader = new DataLoader<string, RejectRow[]>((ids) =>
      firstRejectsOf(this.hub.db, ids, first),
    );
    this.rejects.set(first, loader);
    return loader.load(delivery);
  }

  /** The organisation the viewer acts for. */
  viewerOrganisation(): Promise<Organisation | null> {
    const { organisation } = this.viewer;
    this.organisation ??=
      organisation === null
        ? Promise.resolve(null)
        : findOrganisation(this.hub.db, organisation).then((found) => found ?? null);
    return this.organisation;
  }

  /** The person, where the viewer may see them. */
  async person(key: PersonKey): Promise<VisiblePerson | null> {
    const { hub, viewer, today } = this;
    return this.saw(await visiblePerson(hub.db, viewer, key, today));
  }

  async people(page: { after: string | null; count: number }): Promise<VisiblePerson[]> {
    const { hub, viewer, today } = this;
    const people = await visiblePeople(hub.db, viewer, page, today);
    this.saw(people[0] ?? null);
    return people;
  }

  private saw(person: VisiblePerson | null): VisiblePerson | null {
    this.seenBy = person?.seenBy ?? this.seenBy;
    return person;
  }

  /** Whether clinical codes may be shown of the people that this request has found. */
  mayReadClinical(): boolean {
    return mayReadClinical(this.viewer, this.seenBy);
  }
}
