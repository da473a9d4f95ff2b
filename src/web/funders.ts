import type { IntegratedBudget } from '../budgets/budget.ts';
import { type Contact, contactsOf } from '../streams/contacts-store.ts';
import type { Page } from './page.ts';

/** Whom a person rings about the money of one funder. */
export interface ShownFunder {
  readonly code: string;
  readonly name: string;
  /** Null where nobody has said whom to ring: the page then says so. */
  readonly contact: Contact | null;
}

/** Everybody who funds the person's budget, each with a name and a number. */
export async function fundersOf(page: Page, budget: IntegratedBudget): Promise<ShownFunder[]> {
  const told = budget.streams.filter(({ stream }) => stream.nature === 'BUDGET');
  const funders = new Map(told.map(({ funder }) => [funder.code, funder]));
  const contacts = await contactsOf(page.db, [...funders.keys()], page.today);
  return [...funders.values()].map((funder) => ({
    ...funder,
    contact: contacts.find(({ organisation }) => organisation === funder.code) ?? null,
  }));
}
