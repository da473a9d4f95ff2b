import { activityFromJson } from '../awards/activity-json.ts';
import type { HrgSpell } from '../currencies/activity.ts';
import { contractsOf, type StandingContract } from '../currencies/contract-store.ts';
import { type Queries, records, sql, type Transaction } from '../db/database.ts';
import { patientKey } from '../deliveries/commissioned-store.ts';
import { booksOfSpells } from '../deliveries/contract-activity.ts';
import { countedSpells } from '../deliveries/counted-spells-store.ts';
import { patientMark } from '../deliveries/patient-sent.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Span } from '../values/period.ts';
import { contractFacts, type PatientsSpell } from './contract-facts.ts';
import type { PublishedFact } from './published-fact.ts';

/** What everybody brings to the figures of contracts in a quarter, as it is known now. */
export async function factsOfContracts(tx: Transaction, days: Span): Promise<PublishedFact[]> {
  const contracts = await contractsOf(tx, { year: financialYearOf(days.from) });
  const told = await spellsUnder(tx, contracts);
  const spells = [...told.values()].flatMap((own) => own.map(({ spell }) => spell));
  const bookOf = await booksOfSpells(tx, spells, null);
  return contracts.flatMap((contract) =>
    contractFacts(contract, told.get(partiesOf(contract)) ?? [], bookOf, days),
  );
}

const partiesOf = ({
  provider,
  commissioner,
}: Pick<StandingContract, 'provider' | 'commissioner'>) => JSON.stringify([provider, commissioner]);

interface SpellRow {
  id: string;
  provider: string;
  commissioner: string;
  care_key: string | null;
  activity: object;
  person: string | null;
  nhs_number: string | null;
  mark: string | null;
}

/**
 * The spells of each contract’s parties. Somebody who is told of for individual care and in an extract
 * is one: they are marked here as extracts mark them, and the mark is kept nowhere.
 */
async function spellsUnder(
  queries: Queries,
  contracts: readonly StandingContract[],
): Promise<Map<string, PatientsSpell[]>> {
  const key = await patientKey(queries);
  const wanted = contracts.map(({ provider, year }) => ({ provider, year }));
  const rows = await queries.rows<SpellRow>(
    'pools.spells-under-contracts',
    sql`with wanted as materialized (
          select * from jsonb_to_recordset(${records(wanted)}::text::jsonb)
            as said (provider text, year text)
        ), ${countedSpells(null)}
        select t.id, t.provider, t.funder as commissioner, t.care_key, t.activity,
          c.patient_mark as mark, coalesce(i.person_id, i.id)::text as person, own.nhs_number
        from counted t
        left join commissioned_activity c on c.id = t.id
        left join awards a on a.id = t.id
        left join identities i on i.id = a.identity_id
        left join lateral (select min(other.nhs_number) as nhs_number from identities other
          where other.id = i.id or other.person_id = i.person_id) own on true`,
  );
  const found = new Map<string, PatientsSpell[]>();
  for (const row of rows) {
    const own = found.get(partiesOf(row)) ?? [];
    found.set(partiesOf(row), own);
    const spell = activityFromJson(row.activity) as HrgSpell;
    own.push({ id: `${row.care_key ?? ''} ${row.id}`, spell, person: personIn(row, key) });
  }
  return found;
}

function personIn({ mark, person, nhs_number: text }: SpellRow, key: string): string | null {
  if (text === null) return mark ?? person;
  const number = { kind: 'NHS_NUMBER', text } as const;
  return patientMark(key, '', { number, localId: null });
}
