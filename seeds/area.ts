import type { SharingBasis } from '../src/deliveries/delivery.ts';
import { accessToWorkSheets } from './area/access-to-work.ts';
import { continuingCareSheets } from './area/health-chc.ts';
import { activitySheets } from './area/health-plcm.ts';
import { grantSheets } from './area/housing-dfg.ts';
import { housingBenefitSheets } from './area/housing-shbe.ts';
import { localAwardSheets } from './area/local-awards.ts';
import { peopleOf, type SyntheticPerson } from './area/person.ts';
import type { AreaPlan } from './area/plan.ts';
import type { FileKey, Row, Sheet } from './area/sheet.ts';
import { socialCareSheets } from './area/social-care-cld.ts';

/** A file as its sender would send it, written line by line each time it is asked for. */
export interface AreaFile extends FileKey {
  readonly basis: SharingBasis | null;
  readonly name: string;
  /** Without line ends. */
  readonly lines: Iterable<string>;
}

/** Two numbers of one person that no file gives together. */
export interface AreaLink {
  readonly nhsNumber: string;
  readonly nino: string;
}

/** A whole invented area: who is in it, and what its bodies send about them. */
export interface Area {
  readonly people: Iterable<SyntheticPerson>;
  /** In an order that a hub may receive them in; each can be read as often as wanted. */
  readonly files: Iterable<AreaFile>;
  /** To be recorded by hand, once the files are in. */
  readonly links: Iterable<AreaLink>;
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
    ...housingBenefitSheets(plan),
    ...grantSheets(plan),
    ...accessToWorkSheets(plan),
    ...localAwardSheets(plan),
  ];
  const people = again(() => peopleOf(plan));
  return {
    people,
    files: sheets
      .map((sheet) => ({ sheet, rows: again(() => rowsOf(sheet, people, handWritten)) }))
      .filter(({ rows }) => hasAny(rows))
      .map(({ sheet, rows }) => fileOf(sheet, rows)),
    links: again(() => linksOf(people)),
  };
}

function fileOf({ adapter, from, label, basis, extension, write }: Sheet, rows: Iterable<Row>) {
  const name = `${from}-${adapter}-${label}.${extension}`;
  return { adapter, from, label, basis, name, lines: again(() => write(rows)) };
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

/** What a generator gives, to be gone through more than once. */
function again<Item>(start: () => Iterable<Item>): Iterable<Item> {
  return { [Symbol.iterator]: () => start()[Symbol.iterator]() };
}

/** A body with nothing to tell sends no file. */
function hasAny(rows: Iterable<unknown>): boolean {
  for (const _ of rows) return true;
  return false;
}
