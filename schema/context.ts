import DataLoader from 'dataloader';
import { mayReadClinical, type Viewer } from '../src/access/viewer.ts';
import type { IntegratedBudget } from '../src/budgets/budget.ts';
import { budgetsOf } from '../src/budgets/service.ts';
import type { RejectRow } from '../src/deliveries/read.ts';
import { firstRejectsOf } from '../src/deliveries/read.ts';
import type { Hub } from '../src/hub.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { findOrganisation } from '../src/streams/store.ts';
import type { Organisation } from '../src/streams/stream.ts';
import type { FinancialYear } from '../src/values/financial-year.ts';
import type { PlainDate } from '../src/values/plain-date.ts';

/** What one request carries: who asks, the day, and the loaders that batch its reads. */
export class Context {
  readonly hub: Hub;
  readonly viewer: Viewer;
  readonly today: PlainDate;
  private readonly budgets = new Map<string, DataLoader<VisiblePerson, IntegratedBudget>>();
  private readonly rejects = new Map<number, DataLoader<string, RejectRow[]>>();
  private organisation: Promise<Organisation | null> | null = null;

  constructor(hub: Hub, viewer: Viewer, today: PlainDate) {
    this.hub = hub;
    this.viewer = viewer;
    this.today = today;
  }

  /** One person's budget; all that a page asks for in the same year are read together. */
  budget(
    person: VisiblePerson,
    year: FinancialYear,
    knownAt: Date | null,
  ): Promise<IntegratedBudget> {
    const key = `${year} ${knownAt?.toISOString()}`;
    const known = this.budgets.get(key);
    if (known) return known.load(person);
    const { db, adapters } = this.hub;
    const settings = {
      today: this.today,
      staleAfterDays: (adapter: string) => adapters.get(adapter)?.staleAfterDays ?? 60,
    };
    const loader = new DataLoader<VisiblePerson, IntegratedBudget>(
      (people) => budgetsOf(db, people, year, knownAt, settings),
      { maxBatchSize: 100 },
    );
    this.budgets.set(key, loader);
    return loader.load(person);
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

  /** Whether clinical codes may be shown; asks the database only where the role could allow it. */
  async mayReadClinical(): Promise<boolean> {
    if (this.viewer.role !== 'care-team') return false;
    const organisation = await this.viewerOrganisation();
    return mayReadClinical(this.viewer, organisation?.kind ?? null);
  }
}
