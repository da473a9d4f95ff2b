import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { socialCareCld } from '../../adapters/social-care-cld/adapter.ts';
import { type Queries, raw, sql } from '../../src/db/database.ts';
import type { Adapter } from '../../src/deliveries/adapter.ts';
import type { IngestRequest } from '../../src/deliveries/ingest.ts';
import { withdraw } from '../../src/deliveries/withdraw.ts';
import { cldFile } from '../support/cld.ts';
import { holder, type TestHub } from '../support/hub.ts';
import { PERSON_BUDGET } from '../support/queries.ts';

export const SHEFFIELD = 'E08000039';
export const HARTLEPOOL = 'E06000001';

/** Every table's number of rows and a mark of all they say, but for what is noted of changes and reads. */
export async function contentsOf(queries: Queries): Promise<Record<string, string>> {
  const tables = await queries.rows<{ name: string }>(
    'test.tables',
    sql`select table_name::text as name from information_schema.tables
        where table_schema = current_schema() and table_name not in ('audit_events', 'audit_blocks', 'reads')
        order by 1`,
  );
  if (tables.length < 10) throw new Error('these are not the hub’s tables');
  const each = tables.map(
    ({ name }) => `select '${name}' as name, count(*) as rows,
      md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as mark from ${name} t`,
  );
  const rows = await queries.rows<{ name: string; rows: bigint; mark: string }>(
    'test.contents',
    sql`${raw(each.join(' union all '))}`,
  );
  return Object.fromEntries(rows.map(({ name, rows: n, mark }) => [name, `${n} rows ${mark}`]));
}

export interface Noted {
  readonly actor: string;
  readonly action: string;
  readonly details: Record<string, unknown>;
}

/** What has been noted of changes, in order. */
export function notedIn(queries: Queries): Promise<Noted[]> {
  return queries.rows(
    'test.noted',
    sql`select actor, action, details from audit_events order by id`,
  );
}

/** A request to receive these bytes or this text, as Sheffield's Client Level Data unless told. */
export async function requestFor(
  hub: TestHub,
  content: string | Uint8Array,
  more: Partial<IngestRequest> = {},
): Promise<IngestRequest> {
  const path = join(hub.folder, randomUUID());
  await writeFile(path, content);
  const plain = { adapter: socialCareCld, sender: SHEFFIELD, basis: null };
  return { ...plain, files: [path], today: hub.day, actor: 'test', ...more };
}

export const receiveCld = (hub: TestHub, text: string, from = SHEFFIELD) =>
  hub.receive('social-care-cld', from, text);

export function takeBack(hub: TestHub, delivery: string | null) {
  const request = {
    delivery: delivery as string,
    reason: 'a wrong file',
    actor: 'test',
    today: hub.day,
  };
  return withdraw(hub.db, { ...request, adapters: hub.adapters });
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of the contract's query
export async function budgetOf(hub: TestHub, nhsNumber: string, year = '2025-26'): Promise<any> {
  const { data, errors } = await hub.ask(holder(nhsNumber), PERSON_BUDGET, { nhsNumber, year });
  if (errors) throw errors[0];
  return data.person;
}

/** What the person's budget of the year comes to, in pence; null where nothing is known. */
export async function awardedTo(hub: TestHub, nhsNumber: string, year = '2025-26') {
  const person = await budgetOf(hub, nhsNumber, year);
  return person?.integratedBudget.total.awarded?.pence ?? null;
}

/** A file of one service a week for each of the people, at the cost given. */
export function fileFor(numbers: readonly string[], cost: string, more: object = {}): string {
  return cldFile(
    ...numbers.map((number) => ({
      'NHS Number': number,
      'LA Person Unique Identifier': `P${number}`,
      'Unit Cost': cost,
      ...more,
    })),
  );
}

/** The adapter as it is, but for a fault in the program at this row. */
export function failingAt(row: number, adapter: Adapter = socialCareCld): Adapter {
  return {
    ...adapter,
    open: (context) => {
      const reading = adapter.open(context);
      return {
        layout: reading.layout,
        survey: (each) => reading.survey?.(each),
        translate: (each) => {
          if (each.row === row) throw new Error('a fault in the program');
          return reading.translate(each);
        },
      };
    },
  };
}
