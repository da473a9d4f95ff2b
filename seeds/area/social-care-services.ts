import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';

/** What a council provides or pays for, in the words of Client Level Data. */
export interface Service {
  readonly reason: string;
  readonly funding: string;
  readonly type: string;
  readonly component: string;
  readonly mechanism: string;
  readonly first: PlainDate;
  readonly last: PlainDate | null;
  /** Pence. */
  readonly cost: number;
  readonly frequency: string;
  readonly units: string;
  /** Whether the latest submission gives another cost than those before it. */
  readonly restated: boolean;
}

type Bought = Pick<Service, 'type' | 'component' | 'mechanism' | 'cost' | 'frequency' | 'units'>;

const DRAW = 2;
const COMMUNITY = 'Long term support: Community';
const MANAGED = 'CASSR managed personal budget';
const COMMISSIONED = 'CASSR commissioned support';

const FULLY_COUNCIL = 'Fully social care funded';
const JOINT = 'Joint client and social care funded';
const FULLY_CLIENT = 'Fully client funded';

/** All services of a person that began by the last day reported; the same for every submission. */
export function servicesOf(
  plan: AreaPlan,
  person: SyntheticPerson,
  lastDay: PlainDate,
): readonly Service[] {
  if (!person.streams.has('adult-social-care') && !person.streams.has('carer-support')) return [];
  const dice = new Dice(plan.seed, person.index, DRAW);
  const reason = reasonOf(dice, person);
  const funding = fundingOf(dice, person);
  const services: Service[] = boughtFor(dice, person).map((bought) => ({
    ...bought,
    reason,
    funding,
    first: addDays(lastDay, -dice.between(30, dice.chance(70) ? 1400 : 330)),
    last: null,
    restated: dice.chance(15),
  }));
  if (person.kind === 'at-home' && dice.chance(25)) {
    services.push(reablement(dice, reason, lastDay));
  }
  return services;
}

function boughtFor(dice: Dice, { kind }: SyntheticPerson): Bought[] {
  switch (kind) {
    case 'younger-adult':
      return dice.chance(35) ? [mainSupport(dice), daySupport(dice)] : [mainSupport(dice)];
    case 'at-home':
      return dice.chance(12) ? [homeCare(dice), meals(dice)] : [homeCare(dice)];
    case 'care-home':
      return [careHome(dice)];
    default:
      return dice.chance(40) ? [carersOneOff(dice), sittingService(dice)] : [carersOneOff(dice)];
  }
}

function weekly(dice: Dice, least: number, most: number) {
  return { cost: dice.between(least, most), frequency: 'Weekly', units: '' };
}

/** Half hours a week; a few councils forget them, and then the line has no price. */
function hourly(dice: Dice, [least, most]: readonly [number, number], halfHours: number) {
  const units = dice.between(2, halfHours) * 50;
  const text = `${Math.trunc(units / 100)}.${units % 100 === 0 ? '00' : '50'}`;
  return {
    cost: dice.between(least, most),
    frequency: 'Hourly',
    units: dice.chance(5) ? '' : text,
  };
}

function mainSupport(dice: Dice): Bought {
  const drawn = dice.below(100);
  if (drawn < 45) return directPayment(dice);
  if (drawn < 75) {
    const component = 'Community supported living';
    return { type: COMMUNITY, component, mechanism: MANAGED, ...hourly(dice, [1950, 2480], 80) };
  }
  if (drawn < 90) {
    const component = 'Shared Lives';
    return { type: COMMUNITY, component, mechanism: MANAGED, ...weekly(dice, 34_000, 61_000) };
  }
  const type = 'Long term support: Residential care';
  const component = 'Long term residential care';
  return { type, component, mechanism: '', ...weekly(dice, 118_000, 196_000) };
}

function directPayment(dice: Dice): Bought {
  const component = 'Direct payment';
  const mechanism = 'Direct payment';
  return { type: COMMUNITY, component, mechanism, ...weekly(dice, 18_000, 65_000) };
}

function daySupport(dice: Dice): Bought {
  const units = `${dice.between(1, 4)}.00`;
  const cost = dice.between(3800, 7200);
  return {
    type: COMMUNITY,
    component: 'Day support',
    mechanism: COMMISSIONED,
    cost,
    frequency: 'Daily',
    units,
  };
}

function homeCare(dice: Dice): Bought {
  if (dice.chance(30)) return directPayment(dice);
  const component = 'Home support or domiciliary care';
  return { type: COMMUNITY, component, mechanism: MANAGED, ...hourly(dice, [2140, 2760], 42) };
}

function meals(dice: Dice): Bought {
  return {
    type: COMMUNITY,
    component: 'Meals',
    mechanism: COMMISSIONED,
    ...weekly(dice, 2100, 4900),
  };
}

function careHome(dice: Dice): Bought {
  const type = 'Long term support: Nursing care';
  const component = 'Long term nursing care';
  return { type, component, mechanism: '', ...weekly(dice, 78_000, 124_000) };
}

const TO_CARER = 'Unpaid carer support: Direct to unpaid carer';

function carersOneOff(dice: Dice): Bought {
  const cost = dice.between(15, 40) * 1000;
  const component = 'Other unpaid carer support';
  const mechanism = 'Direct payment';
  return { type: TO_CARER, component, mechanism, cost, frequency: 'One-off', units: '' };
}

function sittingService(dice: Dice): Bought {
  const component = 'Unpaid carer sitting service';
  return { type: TO_CARER, component, mechanism: MANAGED, ...hourly(dice, [1880, 2290], 8) };
}

/** Some last longer than the six weeks that are free. */
function reablement(dice: Dice, reason: string, lastDay: PlainDate): Service {
  const first = addDays(lastDay, -dice.between(60, 360));
  return {
    reason,
    funding: FULLY_COUNCIL,
    type: 'Short term support: ST-Max',
    component: 'Reablement',
    mechanism: COMMISSIONED,
    first,
    last: addDays(first, dice.between(18, 55)),
    ...hourly(dice, [2380, 2950], 28),
    restated: false,
  };
}

function reasonOf(dice: Dice, { kind }: SyntheticPerson): string {
  if (kind === 'carer') return 'Social support: Support to unpaid carer';
  const reasons =
    kind === 'younger-adult'
      ? ['Learning disability support', 'Mental health support']
      : ['Support with memory and cognition', 'Physical support: Access and mobility only'];
  return dice.pick([...reasons, 'Physical support: Personal care support']);
}

function fundingOf(dice: Dice, { kind }: SyntheticPerson): string {
  const drawn = dice.below(100);
  if (kind === 'carer') return FULLY_COUNCIL;
  if (kind === 'younger-adult') {
    return drawn < 55 ? FULLY_COUNCIL : drawn < 95 ? JOINT : FULLY_CLIENT;
  }
  return drawn < 20 ? FULLY_COUNCIL : drawn < 85 ? JOINT : FULLY_CLIENT;
}
