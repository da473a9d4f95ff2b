import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import { GIVEN_NAMES_OF_MEN, GIVEN_NAMES_OF_WOMEN, inventedPostcode, SURNAMES } from './names.ts';
import { nhsNumberAt, ninoAt } from './numbers.ts';
import type { AreaPlan } from './plan.ts';

/** What brings somebody into the area's files. */
export type Kind = 'younger-adult' | 'at-home' | 'care-home' | 'carer' | 'in-work' | 'tenant';

/** Whether files that know the NHS number and files that know the NINO meet in one person. */
export type Joined = 'BY_ROW' | 'BY_LINK' | 'NOT';

/** Somebody invented, and the streams that files will tell of for them. */
export interface SyntheticPerson {
  readonly index: number;
  readonly kind: Kind;
  /** Null where only benefit and employment files know them. */
  readonly nhsNumber: string | null;
  readonly nino: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly isWoman: boolean;
  readonly birthDate: PlainDate;
  readonly postcode: string;
  readonly council: string;
  readonly trust: string;
  readonly streams: ReadonlySet<string>;
  readonly joined: Joined;
}

interface Mix {
  /** Of a hundred people. */
  readonly share: number;
  readonly ages: readonly [number, number];
  /** Of a hundred, how many have each stream. */
  readonly streams: Readonly<Record<string, number>>;
  /** The same, of those whose home is in the housing authority's area. */
  readonly housing: Readonly<Record<string, number>>;
}

/** Invented proportions: enough of every combination to show, not a picture of any real area. */
const MIX: Readonly<Record<Kind, Mix>> = {
  'younger-adult': {
    share: 34,
    ages: [18, 64],
    streams: {
      'adult-social-care': 100,
      'continuing-healthcare': 12,
      'personal-health-budget': 14,
      'section-117': 14,
      'wheelchair-budget': 8,
      'access-to-work': 25,
    },
    housing: {
      'housing-benefit': 75,
      'housing-related-support': 65,
      'disabled-facilities-grant': 15,
    },
  },
  'at-home': {
    share: 30,
    ages: [65, 97],
    streams: { 'adult-social-care': 100, 'continuing-healthcare': 8, 'wheelchair-budget': 10 },
    housing: {
      'housing-benefit': 35,
      'housing-related-support': 35,
      'disabled-facilities-grant': 22,
    },
  },
  'care-home': {
    share: 14,
    ages: [70, 99],
    streams: { 'adult-social-care': 85, 'continuing-healthcare': 85, 'wheelchair-budget': 5 },
    housing: {},
  },
  carer: {
    share: 10,
    ages: [22, 82],
    streams: { 'carer-support': 100 },
    housing: { 'housing-benefit': 30, 'housing-related-support': 50 },
  },
  'in-work': {
    share: 8,
    ages: [19, 66],
    streams: { 'access-to-work': 100, 'personal-health-budget': 15, 'work-and-health': 25 },
    housing: { 'housing-benefit': 40, 'housing-related-support': 15 },
  },
  tenant: {
    share: 4,
    ages: [20, 90],
    streams: { 'access-to-work': 10 },
    housing: { 'housing-benefit': 100 },
  },
};

const KINDS = Object.keys(MIX) as Kind[];
const HOMES_IN_HOUSING_AREA = 75;

/** Files that know people by their NINO alone, and files that give both numbers. */
const BY_NINO = ['housing-benefit', 'access-to-work', 'work-and-health'];
const BY_BOTH = ['housing-related-support', 'disabled-facilities-grant'];

/** The nth person of an area: the same however many others are made, and in whatever order. */
export function personAt(plan: AreaPlan, index: number): SyntheticPerson {
  const dice = new Dice(plan.seed, index);
  const kind = drawKind(dice);
  const isWoman = dice.chance(53);
  const [youngest, oldest] = MIX[kind].ages;
  const age = dice.between(youngest, oldest);
  const council = drawCouncil(dice, plan.councils.length);
  const streams = drawStreams(dice, kind);
  return {
    index,
    kind,
    nhsNumber: kind === 'tenant' ? null : nhsNumberAt(index),
    nino: ninoAt(index),
    surname: dice.pick(SURNAMES),
    givenNames: dice.pick(isWoman ? GIVEN_NAMES_OF_WOMEN : GIVEN_NAMES_OF_MEN),
    isWoman,
    birthDate: addDays(plan.day, -(age * 365 + Math.trunc(age / 4) + dice.between(1, 364))),
    postcode: inventedPostcode((count) => dice.below(count)),
    council: plan.councils[council] as string,
    trust: plan.trusts[council % plan.trusts.length] as string,
    streams,
    joined: drawJoined(dice, streams),
  };
}

/** Everybody in the area, in order. */
export function* peopleOf(plan: AreaPlan): Generator<SyntheticPerson> {
  for (let index = 0; index < plan.people; index += 1) yield personAt(plan, index);
}

/** Six in ten the first council's; the others share the rest. */
function drawCouncil(dice: Dice, councils: number): number {
  return councils === 1 || dice.chance(60) ? 0 : dice.between(1, councils - 1);
}

function drawKind(dice: Dice): Kind {
  let drawn = dice.below(100);
  for (const kind of KINDS) {
    drawn -= MIX[kind].share;
    if (drawn < 0) return kind;
  }
  return 'tenant';
}

function drawStreams(dice: Dice, kind: Kind): Set<string> {
  const { streams, housing } = MIX[kind];
  const livesThere = kind === 'tenant' || dice.chance(HOMES_IN_HOUSING_AREA);
  const odds = { ...streams, ...(livesThere ? housing : {}) };
  return new Set(Object.keys(odds).filter((stream) => dice.chance(odds[stream] as number)));
}

function drawJoined(dice: Dice, streams: ReadonlySet<string>): Joined {
  if (!BY_NINO.some((stream) => streams.has(stream))) return 'NOT';
  if (BY_BOTH.some((stream) => streams.has(stream))) return 'BY_ROW';
  return dice.chance(80) ? 'BY_LINK' : 'NOT';
}
