import { isOneSlip, jaroWinkler, plainName } from './match-names.ts';

/** How two identities can agree in each field, the best first. `NOT_SAID` of any weighs nothing. */
export const LEVELS = {
  nhsNumber: ['SAME', 'DIFFERENT'],
  nino: ['SAME', 'NEARLY', 'DIFFERENT'],
  surname: ['SAME', 'NEARLY', 'ALIKE', 'SWAPPED', 'DIFFERENT'],
  givenNames: ['SAME', 'SWAPPED', 'NICKNAME', 'PART', 'INITIAL', 'NEARLY', 'DIFFERENT'],
  birthDate: ['SAME', 'SWAPPED', 'NEARLY', 'YEAR_AND_MONTH', 'DIFFERENT'],
  postcode: ['SAME', 'SECTOR', 'OUTWARD', 'DIFFERENT'],
} as const;
export type MatchField = keyof typeof LEVELS;
export const MATCH_FIELDS = Object.keys(LEVELS) as MatchField[];

/** Names shorter than this differ by one letter and are two names: Jean, Joan; Hall, Hill. */
const SLIPS_FROM = 5;
/** Fewer letters than this are no short form of every name that begins with them. */
const SHORT_FORM_FROM = 3;

/** Levels of two names that do not bear out that they are one. */
const TELLS_LITTLE: ReadonlySet<string> = new Set(['NOT_SAID', 'ALIKE', 'DIFFERENT']);

/** The names that somebody of this name may go by. */
export type CalledToo = (name: string) => readonly string[];

/** Names in capitals and without accents; null where none is said. */
export interface Names {
  readonly surname: string | null;
  readonly given: string | null;
}

interface Named {
  readonly surname: string | null;
  readonly givenNames: string | null;
}

export const namesOf = ({ surname, givenNames }: Named): Names => ({
  surname: (surname && plainName(surname)) || null,
  given: (givenNames && plainName(givenNames)) || null,
});

export const firstOf = (names: string | null): string | null => names?.split(' ')[0] ?? null;

/** The level of two values; NOT_SAID where either is missing. */
export function bothSaid(
  a: string | null,
  b: string | null,
  level: (a: string, b: string) => string,
): string {
  return a === null || b === null ? 'NOT_SAID' : level(a, b);
}

export function surnameLevel(a: string, b: string): string {
  const [plainA, plainB] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')];
  if (plainA === plainB) return 'SAME';
  if (isNearly(plainA, plainB)) return 'NEARLY';
  // Of a double name either half may be used alone.
  const [halvesA, halvesB] = [a.split(' '), b.split(' ')];
  const half =
    halvesA.length + halvesB.length > 2 && halvesA.some((each) => halvesB.includes(each));
  return half || jaroWinkler(plainA, plainB) >= 0.85 ? 'ALIKE' : 'DIFFERENT';
}

export function givenLevel(a: string, b: string, calledToo: CalledToo): string {
  const [ofA, ofB] = [a.split(' '), b.split(' ')];
  const [firstA = '', firstB = ''] = [ofA[0], ofB[0]];
  if (firstA.length === 1 || firstB.length === 1) {
    return firstA[0] === firstB[0] ? 'INITIAL' : 'DIFFERENT';
  }
  if (firstA === firstB) return 'SAME';
  const [callA, callB] = [calledToo(firstA), calledToo(firstB)];
  if (callA.includes(firstB) || isShortForm(firstA, firstB)) return 'NICKNAME';
  if (ofA.some((name) => name.length > 1 && ofB.includes(name))) return 'PART';
  const near =
    isNearly(firstA, firstB) ||
    callA.some((name) => isLongSlip(name, firstB)) ||
    callB.some((name) => isLongSlip(name, firstA));
  return near ? 'NEARLY' : 'DIFFERENT';
}

/**
 * Whether the two have surname and given name the wrong way round to each other. One of the names
 * has to be the same and the other at least like it; not where they agree as they stand.
 */
export function areSwapped(a: Names, b: Names, calledToo: CalledToo): boolean {
  if (a.surname === b.surname || firstOf(a.given) === firstOf(b.given)) return false;
  return isTurned(a, b, calledToo) || isTurned(b, a, calledToo);
}

/** Whether the first, taken as it stands, is the second turned round. */
function isTurned(one: Names, other: Names, calledToo: CalledToo): boolean {
  const levels = [
    bothSaid(one.surname, other.given, surnameLevel),
    bothSaid(one.given, other.surname, (a, b) => givenLevel(a, b, calledToo)),
  ];
  return levels.includes('SAME') && !levels.some((level) => TELLS_LITTLE.has(level));
}

/** Whether one is the beginning of the other: Kat, Katherine. */
function isShortForm(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= SHORT_FORM_FROM && long.startsWith(short);
}

const isNearly = (a: string, b: string): boolean => jaroWinkler(a, b) >= 0.92 || isLongSlip(a, b);

const isLongSlip = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= SLIPS_FROM && isOneSlip(a, b);

export function ninoLevel(a: string, b: string): string {
  if (a === b) return 'SAME';
  return a.length === b.length && isOneSlip(a, b) ? 'NEARLY' : 'DIFFERENT';
}

export function birthDateLevel(a: string, b: string): string {
  if (a === b) return 'SAME';
  const [yearA, monthA, dayA] = a.split('-');
  const [yearB, monthB, dayB] = b.split('-');
  if (yearA === yearB && monthA === dayB && dayA === monthB) return 'SWAPPED';
  if (isOneSlip(a.replaceAll('-', ''), b.replaceAll('-', ''))) return 'NEARLY';
  return yearA === yearB && monthA === monthB ? 'YEAR_AND_MONTH' : 'DIFFERENT';
}

export function postcodeLevel(a: string, b: string): string {
  const [plainA, plainB] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')];
  if (plainA === plainB) return 'SAME';
  if (plainA.slice(0, -2) === plainB.slice(0, -2)) return 'SECTOR';
  return plainA.slice(0, -3) === plainB.slice(0, -3) ? 'OUTWARD' : 'DIFFERENT';
}
