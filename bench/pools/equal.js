import { attribution, months, rules } from './built.js';
import { POOL } from './questions.js';

/**
 * What is kept against what the entries come to: the months, the sums of everybody, and by stream,
 * funder and month what was published, unrounded, with how many people it is of. Gives what differs.
 * @param {import('postgres').Sql} sql
 * @param {import('../../src/hub.ts').Hub} hub
 * @param {import('../../src/values/plain-date.ts').PlainDate} today
 * @returns {Promise<string[]>}
 */
export async function differences(sql, hub, today) {
  return [...(await unequalTotals(hub)), ...(await unequalFacts(sql, hub, today))];
}

/** @param {import('../../src/hub.ts').Hub} hub */
export async function unequalTotals(hub) {
  const { wrongMonths, wrongSums } = await months();
  const wrong = [...(await wrongMonths(hub.db)), ...(await wrongSums(hub.db))];
  return wrong.map(({ id }) => `a total is not what its entries are: ${id}`);
}

/**
 * @param {import('postgres').Sql} sql
 * @param {import('../../src/hub.ts').Hub} hub
 * @param {import('../../src/values/plain-date.ts').PlainDate} today
 */
async function unequalFacts(sql, hub, today) {
  const [{ attribute }, { rulesKnown }] = await Promise.all([attribution(), rules()]);
  const known = await rulesKnown(hub.db, today);
  const scanned =
    await sql`select l.stream, l.funder, date_trunc('month', j.effective_day)::date::text
      as month, sum(e.amount_pence)::text as amount, count(distinct i.person_id)::int as people
    from entries e join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'PROVIDER'
    join journals j on j.id = e.journal_id and j.year = e.year
    join accounts a on a.id = e.account_id join identities i on i.id = a.identity_id
    where e.year = '2025-26' group by 1, 2, 3`;
  const wanted = scanned.flatMap(({ stream, funder, month, amount, people }) => {
    const line = { stream, funder, currency: null };
    const { parts } = attribute(known, line, month, /** @type {any} */ (BigInt(amount)));
    return parts
      .filter((part) => part.pool === POOL)
      .map((part) => [stream, funder, month.slice(0, 7), part.scheme, part.amount, people].join());
  });
  const published = await sql`select f.codes->>'STREAM' as stream, f.codes->>'PARTNER' as funder,
      f.codes->>'MONTH' as month, f.codes->>'SCHEME' as scheme,
      sum((f.amounts->>'ACTUAL')::bigint)::text as amount,
      count(distinct person_number)::int as people
    from publication_facts f join publications p on p.id = f.publication_id and p.part <> 'YEAR'
    where p.year = '2025-26' group by 1, 2, 3, 4`;
  const found = published.map(({ stream, funder, month, scheme, amount, people }) =>
    [stream, funder, month, scheme, amount, people].join(),
  );
  const both = new Set(wanted);
  const missing = wanted.filter((each) => !found.includes(each));
  return [
    ...missing.map((each) => `not published as it is: ${each}`),
    ...found.filter((each) => !both.has(each)).map((each) => `published and not so: ${each}`),
    ...(wanted.length === 0 ? ['nothing was spent'] : []),
  ];
}
