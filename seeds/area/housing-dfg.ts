import { CASE_COLUMNS, STAGE_COLUMNS } from '../../adapters/housing-dfg/format.ts';
import { financialYearOf, previousYear, startOf } from '../../src/values/financial-year.ts';
import { addDays, daysBetween, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { headedCsv, pounds, type Row, type Sheet, thousandths } from './sheet.ts';

const DRAW = 6;

/** The housing authority's grants approved since last year began. */
export function grantSheets(plan: AreaPlan): Sheet[] {
  return [
    {
      adapter: 'housing-dfg',
      from: plan.housingAuthority,
      label: `cases-${plan.day}`,
      basis: null,
      extension: 'csv',
      onEveryRow: { Council: plan.housingAuthority },
      rowsOf: (person) => grantOf(plan, person),
      write: headedCsv([...CASE_COLUMNS, ...STAGE_COLUMNS]),
    },
  ];
}

function* grantOf(plan: AreaPlan, person: SyntheticPerson): Generator<Row> {
  if (!person.streams.has('disabled-facilities-grant')) return;
  const dice = new Dice(plan.seed, person.index, DRAW);
  const since = startOf(previousYear(financialYearOf(plan.day)));
  const approved = addDays(since, dice.below(daysBetween(since, plan.day) - 1));
  const mandatory = dice.between(30, 300) * 10_000;
  const help = dice.chance(15) ? dice.between(5, 80) * 10_000 : 0;
  const contribution = dice.chance(30) ? dice.between(1, 35) * 10_000 : 0;
  const other = dice.chance(10) ? dice.between(1, 20) * 10_000 : 0;
  const stages = stagesOf(dice, approved, mandatory + help, plan.day);
  const completed = stages.completed ? { 'Completion Date': stages.completed } : {};
  const grant = {
    'Case Reference': `DFG/${String(person.index).padStart(6, '0')}`,
    'NHS Number': person.nhsNumber ?? '',
    NINO: person.nino,
    Surname: person.surname,
    'Given Names': person.givenNames,
    'Date of Birth': person.birthDate,
    Postcode: person.postcode,
    'Approval Date': approved,
    'Eligible Expense': pounds(mandatory + help + contribution + other),
    'Mandatory Grant': pounds(mandatory),
    'Discretionary Help': pounds(help),
    'Applicant Contribution': pounds(contribution),
    'Other Funding': pounds(other),
    ...completed,
  };
  if (stages.rows.length === 0) yield grant;
  for (const stage of stages.rows) yield { ...grant, ...stage };
}

/** Four tenths eight weeks after approval, the rest eight weeks later: what was paid by the day. */
function stagesOf(
  dice: Dice,
  approved: PlainDate,
  grant: number,
  day: PlainDate,
): { rows: Row[]; completed: PlainDate | null } {
  const first = addDays(approved, 56 + dice.below(14));
  const second = addDays(first, 56 + dice.below(28));
  const start = thousandths(grant, 400);
  const stage = (reference: string, amount: number, paidOn: PlainDate): Row[] =>
    paidOn > day
      ? []
      : [
          {
            'Stage Reference': reference,
            'Stage Payment': pounds(amount),
            'Stage Payment Date': paidOn,
          },
        ];
  const rows = [...stage('S1', start, first), ...stage('S2', grant - start, second)];
  return { rows, completed: rows.length === 2 ? addDays(second, -7) : null };
}
