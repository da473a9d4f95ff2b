import type { Comparable } from '../src/people/match.ts';
import { Dice } from './area/dice.ts';
import {
  GIVEN_NAMES_OF_MEN,
  GIVEN_NAMES_OF_WOMEN,
  inventedPostcode,
  SURNAMES,
} from './area/names.ts';
import { nhsNumberAt, ninoAt } from './area/numbers.ts';

/** What one source says of an invented person, and which person that truly is. */
export interface TrueIdentity extends Comparable {
  readonly person: number;
  readonly source: Source;
}

const SOURCES = ['health', 'council', 'housing', 'employment'] as const;
type Source = (typeof SOURCES)[number];

/** Of a thousand identities, how many have each fault or change; invented, and stated. */
const RATES = {
  /** Of a thousand people, how many each source knows. */
  knownToSource: 550,
  oldAddress: 120,
  postcodeMissing: 30,
  atHospital: 10,
  nickname: 60,
  middleNameToo: 150,
  middleNameInstead: 8,
  initialOnly: 20,
  givenNamesMissing: 5,
  givenNameTypo: 20,
  surnameTypo: 25,
  formerSurname: 20,
  namesSwapped: 7,
  birthDateMissing: 5,
  birthDateDefault: 3,
  birthDaySwapped: 8,
  birthDateSlip: 12,
} as const;
/** Of a thousand identities of each source, how many carry each number. */
const KEYS: Readonly<Record<Source, { readonly nhsNumber: number; readonly nino: number }>> = {
  health: { nhsNumber: 970, nino: 0 },
  council: { nhsNumber: 800, nino: 100 },
  housing: { nhsNumber: 0, nino: 930 },
  employment: { nhsNumber: 0, nino: 970 },
};
const DEFAULT_BIRTH_DATE = '1900-01-01';

interface Somebody {
  readonly number: number;
  readonly surname: string;
  readonly formerSurname: string;
  readonly givenName: string;
  readonly middleName: string;
  readonly birthDate: string;
  readonly postcode: string;
  readonly oldPostcode: string;
}

const FIRST_HALVES =
  'Ash Black Brad Brough Carl Clay Cop Dal Dun East Ed Fair Green Ham Har Hart Hes Hol Kirk Lang Lin Mal Mar Mel Nor Oak Pen Rad Raw Red Rock San Shaw Skel Stan Stock Thorn Wal West Wood';
const SECOND_HALVES =
  'bourne bridge brook burn bury by croft dale field ford gate ham house land ley more shaw son stone ton worth well';
/** Some eight hundred made names and those that the demonstration has, the commonest first. */
const ALL_SURNAMES = [
  ...SURNAMES,
  ...FIRST_HALVES.split(' ').flatMap((first) =>
    SECOND_HALVES.split(' ').map((second) => first + second),
  ),
];

/** Names with what their bearers are called; a few of these are in no list of nicknames. */
const CALLED =
  `Robert Bob Rob Rab;William Bill Will;Margaret Peggy Maggie Greta;Elizabeth Liz Betty Lilibet;
John Jack Johnny;James Jim Jamie Jem;Richard Dick Rick;Patricia Pat Trish;Katherine Kate Kathy Kat;
Michael Mike Mick;Christopher Chris Kit;Dorothy Dot Dolly;Edward Ted Ed;Anthony Tony;Susan Sue Suki;
Joseph Joe;Thomas Tom;Stephen Steve;Jennifer Jenny Jen;Deborah Debbie;Andrew Andy;Mohammed Mo Mohamed;
Kenneth Ken;Ronald Ron;Barbara Babs;Frederick Fred Fritz;Eleanor Nell Ellie;Alexander Alex Xander`
    .replaceAll('\n', '')
    .split(';')
    .map((line) => line.split(' '));
const OFTEN_CALLED = new Map(CALLED.map(([name = '', ...others]) => [name, others]));
const WOMEN = new Set(
  'Margaret Elizabeth Patricia Katherine Dorothy Susan Jennifer Deborah Barbara Eleanor'.split(' '),
);

/** So many identities of invented people, each with the person it truly is; the same for a seed. */
export function inventTruth(count: number, seed: number): TrueIdentity[] {
  const identities: TrueIdentity[] = [];
  const dice = new Dice(seed, 77);
  let people = 0;
  while (identities.length < count) {
    for (const somebody of household(dice, people)) {
      people += 1;
      identities.push(...toldOf(somebody, dice));
    }
  }
  return identities.slice(0, count);
}

/** Those at one address: somebody alone, partners, twins, or a parent and a grown child. */
function household(dice: Dice, first: number): Somebody[] {
  const one = somebodyOf(dice, first);
  const roll = dice.below(1000);
  if (roll < 500) return [one];
  let other = somebodyOf(dice, first + 1);
  const home = { postcode: one.postcode, oldPostcode: one.oldPostcode };
  if (roll < 880) {
    const surname = oneIn(dice, 650) ? one.surname : other.surname;
    return [one, { ...other, surname, ...home }];
  }
  if (roll < 920) {
    // Twins, half of whom still share a home; no two are given one name.
    while (other.givenName === one.givenName) other = somebodyOf(dice, first + 1);
    const twin = { surname: one.surname, formerSurname: one.surname, birthDate: one.birthDate };
    return [one, { ...other, ...twin, ...(oneIn(dice, 500) ? home : {}) }];
  }
  const namedAfter = oneIn(dice, 150) ? { givenName: one.givenName } : {};
  return [
    one,
    { ...other, surname: one.surname, ...home, ...namedAfter, birthDate: later(one, dice) },
  ];
}

const oneIn = (dice: Dice, thousandths: number): boolean => dice.below(1000) < thousandths;

function somebodyOf(dice: Dice, number: number): Somebody {
  const isWoman = dice.chance(55);
  const surname = surnameOf(dice);
  const postcode = inventedPostcode((below) => dice.below(below));
  return {
    number,
    surname,
    formerSurname: isWoman ? surnameOf(dice) : surname,
    givenName: givenNameOf(dice, isWoman),
    middleName: givenNameOf(dice, isWoman),
    birthDate: dateOf(dice, 1930, 2006),
    postcode,
    oldPostcode: inventedPostcode((below) => dice.below(below)),
  };
}

/** Squared, so that a few names are common and most are rare. */
function surnameOf(dice: Dice): string {
  const part = dice.below(100_000) / 100_000;
  return ALL_SURNAMES[Math.floor(part * part * ALL_SURNAMES.length)] as string;
}

function givenNameOf(dice: Dice, isWoman: boolean): string {
  const names = [...OFTEN_CALLED.keys()].filter((name) => WOMEN.has(name) === isWoman);
  if (dice.chance(50)) return dice.pick(names);
  return dice.pick(isWoman ? GIVEN_NAMES_OF_WOMEN : GIVEN_NAMES_OF_MEN);
}

function dateOf(dice: Dice, first: number, last: number): string {
  return dateText(dice.between(first, last), dice.between(1, 12), dice.between(1, 28));
}

const two = (part: number): string => String(part).padStart(2, '0');
const dateText = (year: number, month: number, day: number) => `${year}-${two(month)}-${two(day)}`;

function later({ birthDate }: Somebody, dice: Dice): string {
  const year = Number(birthDate.slice(0, 4)) + dice.between(18, 40);
  return dateText(year, dice.between(1, 12), dice.between(1, 28));
}

function toldOf(somebody: Somebody, dice: Dice): TrueIdentity[] {
  const told: TrueIdentity[] = [];
  for (const source of SOURCES) {
    if (oneIn(dice, RATES.knownToSource)) told.push(identityOf(somebody, source, dice));
  }
  return told;
}

function identityOf(somebody: Somebody, source: Source, dice: Dice): TrueIdentity {
  const { number } = somebody;
  const names = namesOf(somebody, dice);
  return {
    person: number,
    source,
    nhsNumber: oneIn(dice, KEYS[source].nhsNumber) ? nhsNumberAt(number) : null,
    nino: oneIn(dice, KEYS[source].nino) ? ninoAt(number) : null,
    ...names,
    birthDate: birthDateOf(somebody, dice),
    postcode: postcodeOf(somebody, dice),
  };
}

function namesOf(somebody: Somebody, dice: Dice): { surname: string; givenNames: string | null } {
  let surname = oneIn(dice, RATES.formerSurname) ? somebody.formerSurname : somebody.surname;
  if (oneIn(dice, RATES.surnameTypo)) surname = typo(surname, dice);
  const given = givenNamesOf(somebody, dice);
  if (given !== null && oneIn(dice, RATES.namesSwapped))
    return { surname: given, givenNames: surname };
  return { surname, givenNames: given };
}

function givenNamesOf({ givenName, middleName }: Somebody, dice: Dice): string | null {
  if (oneIn(dice, RATES.givenNamesMissing)) return null;
  if (oneIn(dice, RATES.initialOnly)) return givenName[0] as string;
  if (oneIn(dice, RATES.middleNameInstead)) return middleName;
  const called = OFTEN_CALLED.get(givenName);
  let name = called && oneIn(dice, RATES.nickname) ? dice.pick(called) : givenName;
  if (oneIn(dice, RATES.givenNameTypo)) name = typo(name, dice);
  return oneIn(dice, RATES.middleNameToo) ? `${name} ${middleName}` : name;
}

function birthDateOf({ birthDate }: Somebody, dice: Dice): string | null {
  if (oneIn(dice, RATES.birthDateMissing)) return null;
  if (oneIn(dice, RATES.birthDateDefault)) return DEFAULT_BIRTH_DATE;
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (oneIn(dice, RATES.birthDaySwapped) && Number(day) <= 12) return `${year}-${day}-${month}`;
  if (!oneIn(dice, RATES.birthDateSlip)) return birthDate;
  return slipOf(birthDate, dice);
}

/** Two neighbouring digits turned or one digit typed wrong, where that still makes a date. */
function slipOf(date: string, dice: Dice): string {
  for (let tries = 0; tries < 50; tries += 1) {
    const digits = [...date.replaceAll('-', '')];
    const at = dice.between(2, 7);
    if (dice.chance(50) && at < 7) {
      [digits[at], digits[at + 1]] = [digits[at + 1] as string, digits[at] as string];
    } else {
      digits[at] = String(dice.below(10));
    }
    const text = digits.join('').replace(/(....)(..)(..)/, '$1-$2-$3');
    const isDate = new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
    if (isDate && text !== date && text < '2008') return text;
  }
  return date;
}

function postcodeOf({ postcode, oldPostcode }: Somebody, dice: Dice): string | null {
  if (oneIn(dice, RATES.postcodeMissing)) return null;
  if (oneIn(dice, RATES.atHospital)) return 'S5 7CC';
  return oneIn(dice, RATES.oldAddress) ? oldPostcode : postcode;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A letter left out, doubled, typed wrong, or two the wrong way round. */
function typo(name: string, dice: Dice): string {
  const at = dice.below(name.length);
  const [before, letter, after] = [name.slice(0, at), name[at] as string, name.slice(at + 1)];
  switch (dice.below(4)) {
    case 0:
      return name.length > 2 ? before + after : name + letter;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + dice.pick([...LETTERS]) + after;
    default:
      return before + after.slice(0, 1) + letter + after.slice(1);
  }
}
