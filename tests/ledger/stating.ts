import type { MoneyRule } from '../../src/streams/money-rule.ts';
import { keepMoneyRules } from '../../src/streams/money-rules-store.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import type { TestHub } from '../support/hub.ts';

const day = (text: string) => text as PlainDate;

/** States a rule of an authority, from April 2020 on but for what is said. */
export async function stateRule(
  hub: TestHub,
  said: Pick<MoneyRule, 'kind' | 'organisation' | 'value'> & Partial<MoneyRule>,
): Promise<void> {
  const rule: MoneyRule = {
    ...{ review: null, organisationKind: null, stream: null, local: true, source: 'its policy' },
    ...{ days: { from: day('2020-04-01'), until: null }, knownFrom: day('2020-04-01') },
    ...said,
  };
  if ((await keepMoneyRules(hub.db, [rule])) !== 1) throw new Error('the rule was there');
}
