import { describe, expect, it } from 'vitest';
import type { VisiblePerson } from '../../src/people/visible.ts';
import { soughtIn } from '../../src/web/sought.ts';

const person = (givenNames: string | null, surname: string | null, birthDate: string | null) =>
  ({ givenNames, surname, birthDate }) as VisiblePerson;

const ZOE = person('Zoë Ann', "O'Neill-Hart", '1992-02-11');
const NAMELESS = person(null, null, '1992-02-11');

function finds(text: string, whom: VisiblePerson): boolean {
  const sought = soughtIn(text);
  if (sought.kind !== 'WORDS') throw new Error('that is a number');
  return sought.isAskedFor(whom);
}

describe('a search on a caseload', () => {
  it.each([
    ...['', '  ', 'zoe', 'ZOË', 'ann zo', 'oneill', 'O’Neill', 'hart', 'hart zoe', 'o neill'],
    ...['1992-02-11', '11/02/1992', '11-02-1992', 'zoe 11/02/1992'],
  ])('for %j finds Zoë Ann O’Neill-Hart', (text) => {
    // An apostrophe parts no name: O'Neill is one word, and "o neill" asks for two.
    expect(finds(text, ZOE)).toBe(text !== 'o neill');
  });

  it.each(['oe', 'zoe smith', '1992-02-12', 'zoe 12/02/1992', '31/02/1992', '123', '%', '.*'])(
    'for %j does not',
    (text) => {
      expect(finds(text, ZOE)).toBe(false);
    },
  );

  it('finds who has no name by their birth date alone', () => {
    expect(finds('11/02/1992', NAMELESS)).toBe(true);
    expect(finds('zoe', NAMELESS)).toBe(false);
  });

  it('reads an NHS number, with blanks or without', () => {
    for (const text of ['9990000018', ' 999 000 0018 ']) {
      expect(soughtIn(text)).toEqual({ kind: 'NHS_NUMBER', nhsNumber: '9990000018' });
    }
    // Its last digit does not fit: it is no number, and no name either.
    expect(finds('9990000019', ZOE)).toBe(false);
  });
});
