import { localAward } from '../../adapters/local-awards/format.ts';
import { financialYearOf, previousYear, startOf } from '../../src/values/financial-year.ts';
import { addDays, addMonths, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { headedCsv, pounds, type Row, type Sheet } from './sheet.ts';

/** One file from each body that sends awards no owner publishes a file for. */
export function localAwardSheets(plan: AreaPlan): Sheet[] {
  const sheet = (from: string, rowsOf: Sheet['rowsOf']): Sheet => ({
    adapter: 'local-awards',
    from,
    label: `awards-${plan.day}`,
    basis: null,
    extension: 'csv',
    onEveryRow: {},
    rowsOf,
    write: headedCsv(Object.keys(localAward.shape)),
  });
  const senders = new Set([...plan.councils, plan.housingAuthority]);
  return [
    ...[...senders].map((council) =>
      sheet(council, (person) => [
        ...(person.council === council ? aftercare(plan, person) : []),
        ...(plan.housingAuthority === council ? housingSupport(plan, person) : []),
      ]),
    ),
    sheet(plan.icb, (person) => [...healthBudget(plan, person), ...wheelchairBudget(plan, person)]),
    sheet('DWP', (person) => programme(plan, person)),
  ];
}

const DRAW = {
  'housing-related-support': 8,
  'section-117': 9,
  'personal-health-budget': 10,
  'wheelchair-budget': 11,
  'work-and-health': 12,
} as const;
type LocalStream = keyof typeof DRAW;

/** The dice for a person's award of the stream; null where they have none. */
function diceFor(plan: AreaPlan, person: SyntheticPerson, stream: LocalStream): Dice | null {
  return person.streams.has(stream) ? new Dice(plan.seed, person.index, DRAW[stream]) : null;
}

function about(person: SyntheticPerson, prefix: string, stream: LocalStream): Row {
  return {
    'Award Reference': `${prefix}-${String(person.index).padStart(6, '0')}`,
    'NHS Number': person.nhsNumber ?? '',
    Surname: person.surname,
    'Given Names': person.givenNames,
    'Date of Birth': person.birthDate,
    Stream: stream,
  };
}

/** A day from before last year began to a month ago. */
function startDay(dice: Dice, { day }: AreaPlan): PlainDate {
  return addDays(day, -dice.between(31, 700));
}

/** Pence a week of the person's housing-related support; the first thing drawn of it. */
export function supportPerWeek(plan: AreaPlan, person: SyntheticPerson): number | null {
  const dice = diceFor(plan, person, 'housing-related-support');
  return dice && drawnPerWeek(dice);
}

const drawnPerWeek = (dice: Dice): number => dice.between(180, 620) * 10;

/** Gives both numbers, so it joins what knows the person by one of them. */
function housingSupport(plan: AreaPlan, person: SyntheticPerson): Row[] {
  const dice = diceFor(plan, person, 'housing-related-support');
  if (!dice) return [];
  const weekly = drawnPerWeek(dice);
  const drawn = dice.below(10);
  const contribution =
    drawn < 4 ? '0.00' : drawn < 8 ? pounds(dice.between(20, 120) * 10) : undefined;
  const first = startDay(dice, plan);
  const award = {
    ...about(person, 'HRS', 'housing-related-support'),
    NINO: person.nino,
    'Legal Basis': 'Housing-related support scheme',
    Funder: plan.housingAuthority,
    Basis: 'RECURRING',
    Amount: pounds(weekly),
    Per: 'week',
    'First Day': first,
    Mode: 'COMMISSIONED',
    ...(contribution === undefined ? {} : { 'Contribution per Week': contribution }),
    Conditions: 'visiting support to keep the tenancy',
  };
  const quarter = { days: 91, amount: weekly * 13, basis: 'GROSS' };
  return dice.chance(70) ? withPayments(award, plan, first, quarter) : [award];
}

/** The council's half and the board's half of one package; neither may be charged for. */
function aftercare(plan: AreaPlan, person: SyntheticPerson): Row[] {
  const dice = diceFor(plan, person, 'section-117');
  if (!dice) return [];
  const half = pounds(dice.between(60, 420) * 100);
  const award = {
    ...about(person, 'S117', 'section-117'),
    'Legal Basis': 'Mental Health Act 1983 s117',
    Basis: 'RECURRING',
    Amount: half,
    Per: 'week',
    'First Day': startDay(dice, plan),
    Mode: 'NOTIONAL',
    Conditions: 'support at home and in the community',
  };
  return [
    { ...award, Funder: person.council },
    { ...award, Funder: plan.icb },
  ];
}

function healthBudget(plan: AreaPlan, person: SyntheticPerson): Row[] {
  const dice = diceFor(plan, person, 'personal-health-budget');
  if (!dice) return [];
  const amount = dice.between(160, 1400) * 100;
  const first = startDay(dice, plan);
  const award = {
    ...about(person, 'PHB', 'personal-health-budget'),
    'Legal Basis': 'SI 2013/1617',
    Funder: plan.icb,
    Basis: 'RECURRING',
    Amount: pounds(amount),
    Per: '4 weeks',
    'First Day': first,
    Mode: dice.pick(['DIRECT_PAYMENT', 'NOTIONAL', 'THIRD_PARTY']),
    Conditions: 'support that the person has chosen for their health',
  };
  return withPayments(award, plan, first, { days: 84, amount: amount * 3, basis: 'NET' });
}

function wheelchairBudget(plan: AreaPlan, person: SyntheticPerson): Row[] {
  const dice = diceFor(plan, person, 'wheelchair-budget');
  if (!dice) return [];
  const first = addDays(plan.day, -dice.between(31, 420));
  const amount = dice.between(30, 320) * 1000;
  const award = {
    ...about(person, 'WCB', 'wheelchair-budget'),
    'Legal Basis': 'SI 2012/2996 reg 32B',
    Funder: plan.icb,
    Basis: 'ONE_OFF',
    Amount: pounds(amount),
    Per: 'once',
    'First Day': first,
    Mode: dice.pick(['NOTIONAL', 'THIRD_PARTY']),
    Conditions: 'a wheelchair and its upkeep',
  };
  return dice.chance(60) ? [{ ...award, ...payment(award, 1, first, 1, amount, 'NET') }] : [award];
}

/** Known by the NINO alone. */
function programme(plan: AreaPlan, person: SyntheticPerson): Row[] {
  const dice = diceFor(plan, person, 'work-and-health');
  if (!dice) return [];
  const first = startDay(dice, plan);
  return [
    {
      ...about(person, 'WHP', 'work-and-health'),
      'NHS Number': '',
      NINO: person.nino,
      'Legal Basis': 'Employment and Training Act 1973 s2',
      Funder: 'DWP',
      Basis: 'RECURRING',
      Amount: '450.00',
      Per: 'quarter',
      'First Day': first,
      'Last Day': addDays(addMonths(first, 15), -1),
      Mode: 'COMMISSIONED',
      Conditions: 'finding and keeping work',
    },
  ];
}

interface Instalment {
  readonly days: number;
  readonly amount: number;
  readonly basis: string;
}

/** A payment in advance for each stretch of days since last year began and until the area's day. */
function withPayments(
  award: Row,
  plan: AreaPlan,
  first: PlainDate,
  { days, amount, basis }: Instalment,
): Row[] {
  const since = startOf(previousYear(financialYearOf(plan.day)));
  const rows: Row[] = [];
  for (let from = first; from <= plan.day; from = addDays(from, days)) {
    if (addDays(from, days) <= since) continue;
    rows.push({ ...award, ...payment(award, rows.length + 1, from, days, amount, basis) });
  }
  return rows;
}

function payment(
  award: Row,
  number: number,
  from: PlainDate,
  days: number,
  amount: number,
  basis: string,
): Row {
  return {
    'Payment Reference': `${award['Award Reference']}/${String(number).padStart(2, '0')}`,
    'Payment Amount': pounds(amount),
    'Payment Basis': basis,
    'Payment Date': from,
    'Payment For First Day': from,
    'Payment For Last Day': addDays(from, days - 1),
  };
}
