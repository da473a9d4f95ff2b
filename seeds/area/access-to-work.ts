import { claimRow } from '../../adapters/employment-access-to-work/format.ts';
import { addDays, addMonths, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { headedCsv, pounds, type Row, type Sheet, thousandths } from './sheet.ts';

const DRAW = 7;

/** Element, claim form, and the least and most that may be claimed, in pence. */
const ELEMENTS = [
  ['Support Worker', 'DP222JP', 600_000, 2_400_000],
  ['Travel to Work', 'DP226JP', 120_000, 520_000],
  ['Special Aids and Equipment', 'DP224JP', 40_000, 260_000],
] as const;

/** The department's award letters and the claims under them. */
export function accessToWorkSheets(plan: AreaPlan): Sheet[] {
  return [
    {
      adapter: 'employment-access-to-work',
      from: 'DWP',
      label: `claims-${plan.day}`,
      basis: null,
      extension: 'csv',
      onEveryRow: {},
      rowsOf: (person) => letterOf(plan, person),
      write: headedCsv(Object.keys(claimRow.shape)),
    },
  ];
}

function* letterOf(plan: AreaPlan, person: SyntheticPerson): Generator<Row> {
  if (!person.streams.has('access-to-work')) return;
  const dice = new Dice(plan.seed, person.index, DRAW);
  const first = addDays(plan.day, -dice.between(20, 430));
  const letter = {
    'Award Reference': `ATW-${String(person.index).padStart(6, '0')}`,
    NINO: person.nino,
    Surname: person.surname,
    'Given Names': person.givenNames,
    'Date of Birth': person.birthDate,
    'Award First Day': first,
    'Award Last Day': addDays(addMonths(first, 12), -1),
  };
  const elements = dice.chance(35) ? ELEMENTS.slice(0, 2) : [dice.pick(ELEMENTS)];
  for (const [element, form, least, most] of elements) {
    const ceiling = dice.between(least / 1000, most / 1000) * 1000;
    const row = { ...letter, Element: element, 'Award Ceiling': pounds(ceiling) };
    yield* claimsOf(dice, plan.day, first, { ...row, 'Claim Form': form }, ceiling);
  }
}

/** A claim for each two months that are over, about a seventh of the ceiling; the last one unpaid. */
function* claimsOf(
  dice: Dice,
  day: PlainDate,
  first: PlainDate,
  { 'Claim Form': form, ...element }: Record<string, string>,
  ceiling: number,
): Generator<Row> {
  let made = 0;
  for (; made < 6; made += 1) {
    const from = addMonths(first, made * 2);
    const to = addDays(addMonths(first, made * 2 + 2), -1);
    if (to >= day) break;
    const claimed = thousandths(ceiling, dice.between(110, 160));
    const paidOn = addDays(to, 21);
    yield {
      ...element,
      'Claim Reference': `${element['Award Reference']}-${form}-${made + 1}`,
      'Claim Form': form as string,
      'Support From': from,
      'Support To': to,
      'Amount Claimed': pounds(claimed),
      ...(paidOn > day
        ? {}
        : { 'Amount Paid': pounds(claimed), 'Payment Date': paidOn, 'Paid To': 'EMPLOYER' }),
    };
  }
  if (made === 0) yield element;
}
