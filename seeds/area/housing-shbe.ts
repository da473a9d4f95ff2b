import { POSITION_OF } from '../../adapters/housing-shbe/format.ts';
import { financialYearOf, startOf } from '../../src/values/financial-year.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { scanDays } from './reporting.ts';
import { type Row, type Sheet, thousandths } from './sheet.ts';

const DRAW = 5;

/** How many positions D and S records have in the list of April 2015. */
const POSITIONS = 341;

/** By how many thousandths the weekly award rises with each year's uprating. */
const UPRATING = 28;

/** The housing authority's scans of its housing benefit claims, the earlier first. */
export function housingBenefitSheets(plan: AreaPlan): Sheet[] {
  const upratedOn = startOf(financialYearOf(plan.day));
  return scanDays(plan).map((day) => ({
    adapter: 'housing-shbe',
    from: plan.housingAuthority,
    label: `scan-${day}`,
    basis: null,
    extension: 'txt',
    onEveryRow: {},
    rowsOf: (person) => claimOf(plan, person, day >= upratedOn),
    write: (rows) => scan(plan.housingAuthority, day, rows),
  }));
}

function* claimOf(plan: AreaPlan, person: SyntheticPerson, uprated: boolean): Generator<Row> {
  if (!person.streams.has('housing-benefit')) return;
  const dice = new Dice(plan.seed, person.index, DRAW);
  const weekly = dice.between(6800, 17_900);
  const claim = `HB${String(person.index).padStart(7, '0')}`;
  yield {
    REC_TYPE: 'D',
    LCHBREF: claim,
    LCLCTRREF: `CT${String(person.index).padStart(7, '0')}`,
    CCNINO: person.nino,
    CCSURNAME: person.surname,
    CCFORENAME: person.givenNames,
    CDDOB: british(person.birthDate),
    CCPCODE: person.postcode,
    LCHBSTAT: '1',
    LAHBAMT: String(uprated ? thousandths(weekly, 1000 + UPRATING) : weekly),
  };
  if (dice.chance(15)) yield { REC_TYPE: 'S', LCHBREF: claim };
}

function* scan(council: string, day: PlainDate, rows: Iterable<Row>): Generator<string> {
  yield `H|${council}|${british(day)}`;
  let records = 0;
  for (const row of rows) {
    records += 1;
    yield recordOf(row);
  }
  yield `T|${records}`;
}

function recordOf(row: Row): string {
  const cells = new Array<string>(POSITIONS).fill('');
  for (const [name, position] of Object.entries(POSITION_OF)) {
    cells[position - 1] = row[name] ?? '';
  }
  return cells.join('|');
}

/** A day as the extract writes it, `31-03-2025`. */
function british(day: PlainDate): string {
  return `${day.slice(8)}-${day.slice(5, 7)}-${day.slice(0, 4)}`;
}
