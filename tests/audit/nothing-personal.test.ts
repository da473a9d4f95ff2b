import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoTokens, signDemoToken } from '../../src/access/demo-key.ts';
import { seal } from '../../src/audit/seal.ts';
import { raw, sql } from '../../src/db/database.ts';
import { endRestrictions, restrict } from '../../src/people/restrictions.ts';
import { link, relate, unlink, unrelate } from '../../src/people/service.ts';
import { type RunningServer, serve } from '../../src/server.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { takeBack } from '../deliveries/receiving.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testLog } from '../support/overheard.ts';
import { CASELOAD, ME, PERSON_BUDGET } from '../support/queries.ts';

const ANN = '9990000018';
const NINO = 'AB123456C';
/** Everything that tells who somebody of this test is. */
const PERSONAL = [ANN, NINO, 'Barraclough', 'Jean', '1951-03-17', '1950-01-01', 'S1 2HH', 'S12HH'];
const YEAR = '2025-26';

const FIND = `query Find($input: FindPeopleInput!) {
  findPeople(input: $input, first: 5) { nodes { id name { full } birthDate } } }`;

let hub: TestHub;
let server: RunningServer;
let logged: () => string;

beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const { log, logged: said } = testLog('trace');
  logged = said;
  const tokens = await demoTokens(hub.folder);
  server = await serve({ hub: { ...hub, config: { ...hub.config, port: 0 } }, tokens, log });
});
afterAll(async () => {
  await server.stop();
  await hub.close();
});

async function post(token: string, query: string, variables: object): Promise<string> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

/** Every change that can be made to this person, then each undone. */
async function changeAll(): Promise<void> {
  const support = [
    { ...AWARD, NINO },
    { ...AWARD, 'Award Reference': 'HRS-2', Amount: 'Jean' },
  ];
  await hub.receive('social-care-cld', 'E08000039', cldFile({}));
  const awards = await hub.receive('local-awards', 'E08000039', textOf(support));
  await hub.receive('local-awards', 'E08000039', `Surname\nBarraclough ${ANN}\n`);
  const nhsNumber = ANN as NhsNumber;
  const worker = { subject: 'worker', key: { nhsNumber }, actor: 'test' };
  await relate(hub.db, { ...worker, fromDay: null, untilDay: null });
  await unrelate(hub.db, worker);
  await relate(hub.db, { ...worker, fromDay: null, untilDay: null });
  const numbers = { nhsNumber, nino: NINO as Nino, actor: 'test' };
  await link(hub.db, { ...numbers, evidence: `Jean Barraclough showed ${NINO}` });
  await unlink(hub.db, numbers);
  const restricted = { key: { nhsNumber }, actor: 'test' };
  await restrict(hub.db, { ...restricted, reason: `Jean Barraclough left S1 2HH, ${NINO}` });
  await endRestrictions(hub.db, restricted);
  await takeBack(hub, awards.delivery);
}

it('nothing of a person reaches a log line or the audit', async () => {
  await changeAll();
  const { folder } = hub;
  const ann = await signDemoToken(folder, { role: 'holder', subject: 'ann', nhsNumber: ANN });
  const worker = { role: 'care-team', subject: 'worker', organisation: 'E08000039' } as const;
  const team = await signDemoToken(folder, worker);
  const person = { nhsNumber: ANN, year: YEAR };
  // An answer tells who they are: the test does look at what could leak.
  const whole =
    '{ person(by: { nino: "AB123456C" }) { nhsNumber } people(first: 9) { nodes { nhsNumber birthDate } } }';
  const said = await post(team, whole, {});
  expect(said).toContain(ANN);
  for (const token of [ann, team]) {
    await post(token, PERSON_BUDGET, person);
    await post(token, PERSON_BUDGET, { ...person, nhsNumber: `${ANN}1` });
    await post(token, CASELOAD, { first: 5, year: YEAR });
    await post(token, ME, { year: YEAR });
    const name = { surname: 'Barraclough', givenNames: 'Jean', birthDate: '1950-01-01' };
    for (const input of [{ nhsNumber: ANN }, { name }, { nhsNumber: ANN, name }, { name: NINO }]) {
      await post(token, FIND, { input });
    }
    await post(token, `{ person(by: { nhsNumber: "${ANN}" }) { ${ANN} } }`, {});
    await post(token, `query Barraclough { person(by: { nino: "${NINO} Jean" }) { id } }`, {});
  }
  const { together } = hub.serving;
  (hub.serving as { together: unknown }).together = async () => {
    throw new Error(`broken for ${PERSONAL.join(' ')}`);
  };
  try {
    expect(await post(ann, PERSON_BUDGET, person)).not.toContain('Barraclough');
  } finally {
    (hub.serving as { together: unknown }).together = together;
  }
  await seal(hub.db);
  expect(logged().length).toBeGreaterThan(100);
  const audit = await wholeAudit();
  expect(audit.reads).toBeGreaterThan(3);
  expect(audit.events).toBeGreaterThan(6);
  for (const each of PERSONAL) {
    expect(logged(), each).not.toContain(each);
    expect(audit.text, each).not.toContain(each);
  }
});

/** Every row of the audit's tables as text. */
async function wholeAudit(): Promise<{ text: string; reads: number; events: number }> {
  const tables = ['reads', 'audit_events', 'audit_blocks', 'read_holds'];
  const parts = tables.map((table) => `select '${table}' as name, t::text as text from ${table} t`);
  const rows = await hub.db.rows<{ name: string; text: string }>(
    'test.whole-audit',
    sql`${raw(parts.join(' union all '))}`,
  );
  const count = (table: string) => rows.filter(({ name }) => name === table).length;
  return {
    text: rows.map(({ text }) => text).join('\n'),
    reads: count('reads'),
    events: count('audit_events'),
  };
}
