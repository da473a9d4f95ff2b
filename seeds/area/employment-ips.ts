import { COLUMNS } from '../../adapters/employment-ips/format.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { lastMonths, type Reported } from './reporting.ts';
import { headedCsv, type Row, type Sheet } from './sheet.ts';

const DRAW = 14;

/** Of a hundred people of working age with aftercare under s117. */
const LOOKING_FOR_WORK = 60;

/** The mental health trust's contacts in its last two months, a file a month. */
export function placementSheets(plan: AreaPlan): Sheet[] {
  return lastMonths(plan, 2).map((month) => ({
    adapter: 'employment-ips',
    from: plan.mentalHealthTrust,
    label: `month-${month.first.slice(0, 7)}`,
    basis: 'individual-care',
    extension: 'csv',
    onEveryRow: {
      ServTeamTypeRefToMH: 'D05',
      OrgIDProv: plan.mentalHealthTrust,
      OrgIDCCGRes: plan.icb,
      ReportingPeriodStartDate: month.first,
      ReportingPeriodEndDate: month.last,
    },
    rowsOf: (person) => contactsOf(plan, person, month),
    write: headedCsv(COLUMNS),
  }));
}

/** One to three contacts, a week or more apart, since a referral in the year before the area's day. */
function* contactsOf(plan: AreaPlan, person: SyntheticPerson, month: Reported): Generator<Row> {
  const { index, kind, nhsNumber, streams } = person;
  if (kind !== 'younger-adult' || !streams.has('section-117') || nhsNumber === null) return;
  const dice = new Dice(plan.seed, index, DRAW);
  if (!dice.chance(LOOKING_FOR_WORK)) return;
  const referred = addDays(plan.day, -dice.between(110, 360));
  const own = new Dice(plan.seed, index, DRAW, Number(month.first.slice(5, 7)));
  const times = own.between(1, 3);
  for (let time = 0; time < times; time += 1) {
    yield {
      UniqCareContID: `IPS-${index}-${month.first.slice(0, 7)}-${time + 1}`,
      CareContDate: addDays(month.first, 9 * time + own.below(3)),
      NHSNumber: nhsNumber,
      PersonBirthDate: person.birthDate,
      ReferralRequestReceivedDate: referred,
    };
  }
}
