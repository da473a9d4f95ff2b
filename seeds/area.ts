import type { SharingBasis } from '../src/deliveries/delivery.ts';
import { accessToWorkSheets } from './area/access-to-work.ts';
import { placementSheets } from './area/employment-ips.ts';
import { continuingCareSheets } from './area/health-chc.ts';
import { clusterSheets } from './area/health-mhsds-clusters.ts';
import { activitySheets } from './area/health-plcm.ts';
import { spellSheets } from './area/health-sus-apc.ts';
import { lettingOf, lettingSheets } from './area/housing-core.ts';
import { grantSheets } from './area/housing-dfg.ts';
import { housingBenefitSheets } from './area/housing-shbe.ts';
import { localAwardSheets } from './area/local-awards.ts';
import { peopleOf, type SyntheticPerson } from './area/person.ts';
import type { AreaPlan } from './area/plan.ts';
import type { FileKey, Row, Sheet, Write } from './area/sheet.ts';
import { socialCareSheets } from './area/social-care-cld.ts';

/** A file as its sender would send it, written line by line each time it is asked for. */
export interface AreaFile {
  readonly name: string;
  /** Without line ends. */
  readonly lines: Iterable<string>;
}

/** What a sender sends at once: a file, or the files of one format together. */
export interface AreaDelivery extends FileKey {
  readonly basis: SharingBasis | null;
  readonly files: readonly AreaFile[];
}

/** Two numbers of one person that no file gives together. */
export interface AreaLink {
  readonly nhsNumber: string;
  readonly nino: string;
}

/** Whose a landlord's tenancy is, which no file gives. */
export interface AreaTenancy {
  readonly nhsNumber: string;
  readonly tenancy: string;
  readonly landlord: string;
}

/** A whole invented area: who is in it, and what its bodies send about them. */
export interface Area {
  readonly people: Iterable<SyntheticPerson>;
  /** In an order that a hub may receive them in; each can be read as often as wanted. */
  readonly deliveries: Iterable<AreaDelivery>;
  /** To be recorded by hand, once the files are in. */
  readonly links: Iterable<AreaLink>;
  /** To be recorded by hand too. */
  readonly tenancies: Iterable<AreaTenancy>;
}

/** Rows to stand in a file before the drawn ones, for people written by hand. */
export type HandWritten = (file: FileKey) => Iterable<Row>;

/**
 * Invents an area of any size. Nothing is kept: a person is drawn again from the seed and their
 * number for each file, so an area of 50,000 people takes no more memory than one of 200.
 */
export function makeArea(plan: AreaPlan, handWritten: HandWritten = () => []): Area {
  const sheets = [
    ...socialCareSheets(plan),
    ...continuingCareSheets(plan),
    ...activitySheets(plan),
    ...spellSheets(plan),
    ...clusterSheets(plan),
    ...housingBenefitSheets(plan),
    ...grantSheets(plan),
    ...lettingSheets(plan),
    ...accessToWorkSheets(plan),
    ...placementSheets(plan),
    ...localAwardSheets(plan),
  ];
  const people = again(() => peopleOf(plan));
  return {
    people,
    deliveries: sheets
      .map((sheet) => ({ sheet, rows: again(() => rowsOf(sheet, people, handWritten)) }))
      .filter(({ rows }) => hasAny(rows))
      .map(({ sheet, rows }) => deliveryOf(sheet, rows)),
    links: again(() => linksOf(people)),
    tenancies: again(() => tenanciesOf(plan, people)),
  };
}

function deliveryOf(sheet: Sheet, rows: Iterable<Row>): AreaDelivery {
  const { adapter, from, label, basis, extension, write } = sheet;
  const file = (ending: string, lines: Write): AreaFile => ({
    name: `${from}-${adapter}-${label}${ending}.${extension}`,
    lines: again(() => lines(rows)),
  });
  const files =
    typeof write === 'function'
      ? [file('', write)]
      : Object.entries(write).map(([table, lines]) => file(`-${table}`, lines));
  return { adapter, from, label, basis, files };
}

function* rowsOf(
  sheet: Sheet,
  people: Iterable<SyntheticPerson>,
  handWritten: HandWritten,
): Generator<Row> {
  for (const row of handWritten(sheet)) yield { ...sheet.onEveryRow, ...row };
  for (const person of people) {
    for (const row of sheet.rowsOf(person)) yield { ...sheet.onEveryRow, ...row };
  }
}

function* linksOf(people: Iterable<SyntheticPerson>): Generator<AreaLink> {
  for (const { joined, nhsNumber, nino } of people) {
    if (joined === 'BY_LINK' && nhsNumber !== null) yield { nhsNumber, nino };
  }
}

function* tenanciesOf(plan: AreaPlan, people: Iterable<SyntheticPerson>): Generator<AreaTenancy> {
  for (const person of people) {
    const letting = lettingOf(plan, person);
    if (letting === null || person.nhsNumber === null || !letting.isLinked) continue;
    const { nhsNumber } = person;
    yield { nhsNumber, tenancy: letting.tenancy, landlord: plan.housingAuthority };
  }
}

/** What a generator gives, to be gone through more than once. */
function again<Item>(start: () => Iterable<Item>): Iterable<Item> {
  return { [Symbol.iterator]: () => start()[Symbol.iterator]() };
}

/** A body with nothing to tell sends no file. */
function hasAny(rows: Iterable<unknown>): boolean {
  for (const _ of rows) return true;
  return false;
}
