import type { IngestOutcome } from '../../src/deliveries/delivery.ts';
import { withdraw } from '../../src/deliveries/withdraw.ts';
import { relate } from '../../src/people/service.ts';
import type { PersonKey } from '../../src/people/visible.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { type Answer, holder, type TestHub } from '../support/hub.ts';
import { PERSON_BUDGET } from '../support/queries.ts';

/** The contract's budget, and what explains each line. */
const BUDGET = PERSON_BUDGET.slice(
  PERSON_BUDGET.indexOf('complete'),
  PERSON_BUDGET.lastIndexOf('    }\n  }\n}'),
);

type Budget = Answer['data'];

function whole({ data, errors }: Answer): Budget {
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person?.integratedBudget ?? null;
}

/** A holder's own budget by the contract's query; null where the hub does not know them. */
export async function budgetOf(hub: TestHub, nhsNumber: string, year = '2025-26') {
  return whole(await hub.ask(holder(nhsNumber), PERSON_BUDGET, { nhsNumber, year }));
}

/** As `budgetOf`, as it was known at the end of a day. */
export async function budgetKnownAt(hub: TestHub, nhsNumber: string, knownAt: string) {
  const query = `query Known($nhsNumber: NhsNumber!, $knownAt: PlainDate!) {
    person(by: { nhsNumber: $nhsNumber }) {
      integratedBudget(year: "2025-26", knownAt: $knownAt) { ${BUDGET} }
    }
  }`;
  return whole(await hub.ask(holder(nhsNumber), query, { nhsNumber, knownAt }));
}

/** The person agrees that everybody who works with them is shown everything. */
export async function agreeToAll(hub: TestHub, key: PersonKey): Promise<void> {
  await recordWish(hub.db, {
    ...{ key, kind: 'AGREEMENT', stream: null, to: null, purpose: 'direct care' },
    ...{ givenBy: 'self', evidence: '', actor: 'test' },
    days: { from: '2020-01-01' as PlainDate, until: null },
  });
}

/** The budget of somebody whom only a NINO is known of, as their care team is shown all of it. */
export async function budgetByNino(hub: TestHub, nino: string, year = '2025-26') {
  const worker = { role: 'care-team', subject: 'worker', organisation: 'E08000039' } as const;
  const fromDay = '2025-01-01' as PlainDate;
  const key = { nino } as PersonKey;
  await relate(hub.db, { subject: 'worker', key, fromDay, untilDay: null, actor: 'test' });
  await agreeToAll(hub, key);
  const query = `query ByNino($nino: Nino!, $year: FinancialYear!) {
    person(by: { nino: $nino }) { integratedBudget(year: $year) { ${BUDGET} } }
  }`;
  return whole(await hub.ask(worker, query, { nino, year }));
}

/** The one entry of a stream. */
export function entryOf(budget: Budget, code: string): Budget {
  const entries = budget.streams.filter((each: Budget) => each.stream.code === code);
  if (entries.length !== 1) throw new Error(`${entries.length} entries of ${code}`);
  return entries[0];
}

/** The five figures in pence, in the order of the query. */
export function inPence(figures: Budget): (number | null)[] {
  return ['awarded', 'contribution', 'paid', 'remaining', 'unreported'].map(
    (name) => figures[name]?.pence ?? null,
  );
}

/** The id of a delivery that was loaded with every row accepted. */
export function loaded(outcome: IngestOutcome): string {
  const { status, rows, accepted, delivery, reason, rejects } = outcome;
  if (status !== 'LOADED' || accepted !== rows || delivery === null) {
    throw new Error(`${status} ${reason} ${JSON.stringify(rejects)}`);
  }
  return delivery;
}

export function takeBack(hub: TestHub, delivery: string) {
  const { db, adapters } = hub;
  return withdraw(db, {
    delivery,
    reason: 'sent by mistake',
    actor: 'test',
    adapters,
    today: hub.day,
  });
}
