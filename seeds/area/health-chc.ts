import { addDays } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { continuingCarePeriods, type Reported } from './reporting.ts';
import { headedCsv, pounds, type Row, type Sheet } from './sheet.ts';

const DRAW = 3;

/** Weekly standard rate of NHS-funded nursing care, 2025/26. Source: GOV.UK, 4 March 2025. */
const NURSING_WEEK = 25_406;

const PACKAGE = 'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)';
const START = 'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)';
const BUDGET_TYPE = 'PERSONAL HEALTH BUDGET TYPE';
const PROVIDER = 'ORGANISATION IDENTIFIER (CODE OF PROVIDER)';
const PROVIDER_NAME = 'ORGANISATION NAME (HEALTH CARE PROVIDER)';
const PRODUCT = 'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)';
const COST = 'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)';
const FREQUENCY = 'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)';
const HOURS = 'NUMBER OF COMMISSIONED WEEKLY HOURS OF CARE (NHS CONTINUING HEALTHCARE)';

/** Items of the data set's header, of the person and of the care package, as one flat row. */
const COLUMNS = [
  'DATA SET VERSION NUMBER',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
  'ORGANISATION IDENTIFIER (CODE OF SUBMITTING ORGANISATION)',
  'REPORTING PERIOD START DATE',
  'REPORTING PERIOD END DATE',
  'DATE AND TIME DATA SET CREATED',
  'NHS NUMBER',
  'PERSON BIRTH DATE',
  'POSTCODE OF USUAL ADDRESS',
  'PERSON DEATH DATE',
  'NHS CONTINUING HEALTHCARE ACTIVITY TYPE',
  PACKAGE,
  'SERVICE REQUEST IDENTIFIER',
  START,
  'CARE PACKAGE END DATE (NHS CONTINUING HEALTHCARE)',
  BUDGET_TYPE,
  PROVIDER,
  PROVIDER_NAME,
  'POSTCODE OF HEALTH CARE PROVIDER',
  'COST CENTRE CODE (NHS CONTINUING HEALTHCARE)',
  'SUBJECTIVE CODE (NHS CONTINUING HEALTHCARE)',
  PRODUCT,
  COST,
  FREQUENCY,
  HOURS,
];

/** The board's snapshots of continuing healthcare and funded nursing care, the earlier first. */
export function continuingCareSheets(plan: AreaPlan): Sheet[] {
  const periods = continuingCarePeriods(plan);
  const [earliest] = periods as [Reported];
  return periods.map((period, index) => ({
    adapter: 'health-chc',
    from: plan.icb,
    label: `month-${period.first.slice(0, 7)}`,
    basis: null,
    extension: 'csv',
    onEveryRow: {
      'DATA SET VERSION NUMBER': '1.0',
      'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': plan.icb,
      'ORGANISATION IDENTIFIER (CODE OF SUBMITTING ORGANISATION)': plan.icb,
      'REPORTING PERIOD START DATE': period.first,
      'REPORTING PERIOD END DATE': period.last,
      'DATE AND TIME DATA SET CREATED': `${addDays(period.last, 8)}T09:15:00`,
      'NHS CONTINUING HEALTHCARE ACTIVITY TYPE': '01',
    },
    rowsOf: (person) => packagesOf(plan, person, earliest, index),
    write: headedCsv(COLUMNS),
  }));
}

/**
 * One package each. It is there from the first snapshot on, for a package that began between two
 * snapshots would be known from the second one's first day only; a few are gone by the second.
 */
function packagesOf(
  plan: AreaPlan,
  person: SyntheticPerson,
  earliest: Reported,
  snapshot: number,
): Row[] {
  if (!person.streams.has('continuing-healthcare')) return [];
  const dice = new Dice(plan.seed, person.index, DRAW);
  const first = addDays(earliest.first, -dice.between(1, 900));
  const ends = dice.chance(5);
  if (ends && snapshot > 0) return [];
  return [
    {
      'NHS NUMBER': person.nhsNumber ?? '',
      'PERSON BIRTH DATE': person.birthDate,
      'POSTCODE OF USUAL ADDRESS': person.postcode,
      [PACKAGE]: `CP${person.index}-1`,
      'SERVICE REQUEST IDENTIFIER': `SR${person.index}`,
      [START]: first,
      'COST CENTRE CODE (NHS CONTINUING HEALTHCARE)': '514201',
      'SUBJECTIVE CODE (NHS CONTINUING HEALTHCARE)': '52161014',
      ...(person.kind === 'care-home' ? nursingHome(dice) : careAtHome(dice)),
    },
  ];
}

function nursingHome(dice: Dice): Row {
  const home = { [PROVIDER]: '89999', [PROVIDER_NAME]: 'Invented nursing home', [FREQUENCY]: '04' };
  if (dice.chance(70)) return { ...home, [PRODUCT]: '11', [COST]: pounds(NURSING_WEEK) };
  return {
    ...home,
    [BUDGET_TYPE]: '04',
    [PRODUCT]: '01',
    [COST]: pounds(dice.between(110_000, 165_000)),
  };
}

/** By the hour, in all four ways of holding it; a few at a frequency the data set has no word for. */
function careAtHome(dice: Dice): Row {
  return {
    [BUDGET_TYPE]: dice.pick(['01', '01', '02', '03', '04']),
    [PRODUCT]: '05',
    [COST]: pounds(dice.between(2200, 2900)),
    [FREQUENCY]: dice.chance(8) ? '05' : '02',
    [HOURS]: String(dice.between(14, 84)),
  };
}
