import { type Check, checkThat } from '../audit/check.ts';
import { type Queries, sql } from '../db/database.ts';
import { linksBy } from './match.ts';
import { allModels } from './match-model-store.ts';
import { automaticPairs, notSameAndTogether } from './match-store.ts';

/**
 * Who is who must be what the live identities say, no person has two NHS numbers, and links and
 * decisions of pairs hold.
 */
export async function verifyPeople(queries: Queries): Promise<Check[]> {
  const twice = await queries.rows<{ person_id: string }>(
    'people.with-two-nhs-numbers',
    sql`select person_id from identities where person_id is not null
        group by person_id having count(distinct nhs_number) > 1`,
  );
  const misnamed = await queries.rows<{ id: string }>(
    'people.not-named-by-their-oldest',
    sql`select i.id from identities i
        join (select person_id, min(ordinal) as oldest from identities
              where person_id is not null group by person_id) p on p.person_id = i.person_id
        join identities first on first.ordinal = p.oldest
        where first.id <> i.person_id`,
  );
  const unsettled = await queries.rows<{ id: string }>(
    'people.live-without-a-person',
    sql`select i.id from identities i
        where (i.person_id is not null)
          <> exists (select 1 from sightings s where s.identity_id = i.id and s.live)`,
  );
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return [
    checkThat(
      'no person has two NHS numbers',
      twice.map((row) => row.person_id),
      'every person',
    ),
    checkThat('a person is named by their oldest identity', ids(misnamed), 'every identity'),
    checkThat(
      'an identity has a person while a source tells of it',
      ids(unsettled),
      'every identity',
    ),
    checkThat(
      'no pair decided not to be the same is one person, unless both carry one NHS number',
      await notSameAndTogether(queries),
      'every decision',
    ),
    await verifyLinks(queries),
  ];
}

const PAIRS_AT_ONCE = 5000;

/**
 * What was linked without anybody's decision must have the weight that its evidence adds up to, by
 * the version of the model that weighed it, and be shown as what its two records have come to.
 */
async function verifyLinks(queries: Queries): Promise<Check> {
  const models = await allModels(queries);
  const wrong: string[] = [];
  let looked = 0;
  let after: string | null = null;
  for (;;) {
    const page = await automaticPairs(queries, after, PAIRS_AT_ONCE);
    for (const { id, weight, evidence, modelVersion, asShown } of page) {
      const model = models.get(modelVersion);
      if (!model || !asShown || !linksBy(model, weight, evidence)) wrong.push(id);
    }
    looked += page.length;
    after = page.at(-1)?.id ?? null;
    if (page.length < PAIRS_AT_ONCE) break;
  }
  return checkThat('every automatic link holds by its evidence', wrong, `${looked} links`);
}
