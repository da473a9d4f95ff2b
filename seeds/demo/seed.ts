import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoClaims } from '../../src/access/demo-key.ts';
import type { Queries } from '../../src/db/database.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import type { Hub } from '../../src/hub.ts';
import { link } from '../../src/people/service.ts';
import { visiblePeople } from '../../src/people/visible.ts';
import { allOrganisations, fixedDay, lastingCode, nameArea } from '../../src/streams/store.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { inChunks } from '../area/sheet.ts';
import type { AreaDelivery, AreaLink, AreaTenancy } from '../area.ts';
import { CARE_TEAM, caseload, DEMO_CLAIMS } from './access.ts';
import { demoArea, PERSONA_TENANCIES, PERSONAS } from './area.ts';
import { CARE_BOARD, DEMO_AREA, DEMO_DAY } from './bodies.ts';
import { recordCaseloadMoney } from './caseload-money.ts';
import { keepContacts } from './contacts.ts';
import { publishFigures } from './figures.ts';
import { recordNeeds } from './needs.ts';
import { recordPersonaMoney } from './persona-money.ts';
import { loadDemoPool, recordDemoPool } from './pool.ts';
import { drawOnPool } from './pool-money.ts';
import { loadPrices } from './prices.ts';
import { askQuestions } from './questions.ts';
import { recordAllTold, recordNasreensAward, recordProposal, recordReviews } from './recorded.ts';
import { openInEmergency, recordRepresentative, restrictRecord } from './records.ts';
import { expectSources } from './register.ts';
import { recordWishes } from './wishes.ts';

/** What a demonstration tells whoever starts it. */
export interface DemoArea {
  readonly name: string;
  readonly personas: readonly { name: string; nhsNumber: string; story: string }[];
  readonly claims: readonly DemoClaims[];
}

const ACTOR = 'demonstration';
const TEAM = 'Personal budgets';
const RELATED_SINCE = parsePlainDate('2025-04-01');

/**
 * Builds the demonstration area in a hub that has its reference data: the day first, so that no
 * file is received on another, then prices and contracts, then every file as its sender would send
 * it, through the one way in.
 */
export async function seedDemo(
  hub: Hub,
  report: (line: string) => void = () => undefined,
): Promise<DemoArea> {
  await beginDemo(hub.db);
  await expectSources(hub.db);
  report(`${await keepContacts(hub.db)} organisations that people can ring`);
  for (const line of await loadPrices(hub.db, ACTOR)) report(line);
  report(await loadDemoPool(hub.db, ACTOR));
  const area = demoArea();
  const folder = await mkdtemp(join(tmpdir(), 'onepot-demonstration-'));
  try {
    for (const delivery of area.deliveries) report(await receive(hub, folder, delivery));
  } finally {
    await rm(folder, { recursive: true });
  }
  report(`${await recordLinks(hub, area.links)} people joined by recorded links`);
  report(`${await recordWishes(hub, ACTOR)} agreements to show health teams more`);
  const tenancies = [...PERSONA_TENANCIES, ...area.tenancies];
  report(`${await recordTenancies(hub, tenancies)} people joined to their tenancies`);
  await recordRepresentative(hub, ACTOR);
  await restrictRecord(hub, ACTOR);
  await openInEmergency(hub);
  report(await recordMoney(hub));
  report(await recordDemoPool(hub.db));
  for (const line of await drawOnPool(hub)) report(line);
  report(`${await recordNeeds(hub.db, ACTOR)} needs that nobody pays for`);
  report(await publishFigures(hub.db, ACTOR));
  report(await receiveCaseload(hub));
  const personas = PERSONAS.map(({ name, nhsNumber, story }) => ({ name, nhsNumber, story }));
  return { name: DEMO_AREA, personas, claims: DEMO_CLAIMS };
}

/** What the files cannot bring: money that moves, what was said to people and what they asked. */
async function recordMoney(hub: Hub): Promise<string> {
  const { db } = hub;
  await recordNasreensAward(db);
  const { jamiesTax } = await recordPersonaMoney(db);
  const accounts = await recordCaseloadMoney(hub);
  await recordProposal(db);
  await recordAllTold(db);
  await recordReviews(db);
  await askQuestions(db, jamiesTax);
  return `money of the three and of ${accounts} more on the caseload`;
}

/** Names the area and its fixed day: from here on the database is a demonstration's. */
export function beginDemo(queries: Queries): Promise<void> {
  return nameArea(queries, DEMO_AREA, DEMO_DAY);
}

/** Whether a demonstration was begun and cut off: its last step is the care worker's caseload. */
export async function isUnfinished(queries: Queries): Promise<boolean> {
  if ((await fixedDay(queries)) !== DEMO_DAY) return false;
  const worker = {
    role: 'care-team',
    subject: CARE_TEAM,
    organisation: null,
    nhsNumber: null,
  } as const;
  const page = { after: null, count: caseload().length };
  return (await visiblePeople(queries, worker, page, DEMO_DAY)).length < page.count;
}

async function receive(hub: Hub, folder: string, delivery: AreaDelivery): Promise<string> {
  const { adapter: code, from, basis } = delivery;
  const adapter = hub.adapters.get(code);
  if (!adapter) throw new Error(`this hub has no adapter ${code}`);
  const files: string[] = [];
  for (const { name, lines } of delivery.files) {
    files.push(join(folder, name));
    await writeFile(join(folder, name), inChunks(lines));
  }
  const request = { adapter, files, sender: from, basis, today: DEMO_DAY, actor: ACTOR };
  const { status, rows, rejected, reason } = await ingest(hub.db, request);
  const names = delivery.files.map(({ name }) => name).join(', ');
  if (status === 'REFUSED') throw new Error(`${names} was refused: ${reason}`);
  return `${names}: ${rows} rows, ${rejected} rejected`;
}

async function recordLinks(hub: Hub, links: Iterable<AreaLink>): Promise<number> {
  let recorded = 0;
  for (const { nhsNumber, nino } of links) {
    const numbers = { nhsNumber: parseNhsNumber(nhsNumber), nino: parseNino(nino) };
    const evidence = 'both numbers read from the person’s own letters at a home visit';
    await link(hub.db, { ...numbers, evidence, actor: ACTOR });
    recorded += 1;
  }
  return recorded;
}

async function recordTenancies(hub: Hub, tenancies: Iterable<AreaTenancy>): Promise<number> {
  const organisations = await allOrganisations(hub.db);
  let recorded = 0;
  for (const { nhsNumber, tenancy, landlord } of tenancies) {
    const evidence = 'tenancy agreement and appointment letter seen at a home visit';
    await link(hub.db, {
      nhsNumber: parseNhsNumber(nhsNumber),
      tenancy,
      landlord: lastingCode(organisations, landlord),
      evidence,
      actor: ACTOR,
    });
    recorded += 1;
  }
  return recorded;
}

/** The caseload of the care worker's team, as the board's case system sends it. */
async function receiveCaseload(hub: Hub): Promise<string> {
  const rows = caseload().map((nhsNumber) => `${nhsNumber},${CARE_TEAM},${TEAM},${RELATED_SINCE},`);
  const lines = ['Person NHS Number,Worker,Team,First Day,Last Day', ...rows];
  const folder = await mkdtemp(join(tmpdir(), 'onepot-demonstration-'));
  const file = { name: `${CARE_BOARD}-caseloads.csv`, lines };
  const format = { adapter: 'case-allocations', from: CARE_BOARD, label: '' };
  try {
    return await receive(hub, folder, { ...format, basis: null, files: [file] });
  } finally {
    await rm(folder, { recursive: true });
  }
}
