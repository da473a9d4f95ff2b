import { plainName } from '../people/match-names.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { BadValue } from '../values/bad-value.ts';
import { type NhsNumber, parseNhsNumber } from '../values/nhs-number.ts';
import { parseBritishDate, parsePlainDate } from '../values/plain-date.ts';

/** Whom a search on a caseload asks for: by NHS number, or by parts of a name and a birth date. */
export type Sought =
  | { readonly kind: 'NHS_NUMBER'; readonly nhsNumber: NhsNumber }
  | { readonly kind: 'WORDS'; readonly isAskedFor: (person: VisiblePerson) => boolean };

/**
 * Reads what somebody types into one field. Each word is the beginning of a part of the name, in any
 * order and without accents; a day, `1992-02-11` or `11/02/1992`, is the birth date. Nothing typed
 * asks for everybody.
 */
export function soughtIn(text: string): Sought {
  const nhsNumber = readAs(text.replaceAll(/\s/g, ''), parseNhsNumber);
  if (nhsNumber !== null) return { kind: 'NHS_NUMBER', nhsNumber };
  const typed = text.split(/\s+/).filter((word) => word !== '');
  const days = typed.flatMap((word) => dayIn(word) ?? []);
  const names = typed.filter((word) => dayIn(word) === null);
  const words = plainName(names.join(' '))
    .split(' ')
    .filter((word) => word !== '');
  // What has no letter in it is no name, and finds nobody rather than everybody.
  const isReadable = words.length > 0 || names.length === 0;
  return {
    kind: 'WORDS',
    isAskedFor: (person) =>
      isReadable &&
      words.every((word) => isPartOf(person, word)) &&
      days.every((day) => day === person.birthDate),
  };
}

function isPartOf({ givenNames, surname }: VisiblePerson, word: string): boolean {
  const parts = plainName(`${givenNames ?? ''} ${surname ?? ''}`).split(' ');
  return parts.some((part) => part.startsWith(word));
}

const dayIn = (word: string) => readAs(word, parsePlainDate) ?? readAs(word, parseBritishDate);

function readAs<Value>(text: string, parse: (text: string) => Value): Value | null {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof BadValue) return null;
    throw error;
  }
}
