/** Decades of numbers (the nine digits before the check digit, over ten) that are never drawn. */
const KEPT_FOR_HANDWRITTEN_ROWS = 1000;
/** The last decade holds 999 999 9999, which is of one repeated digit and no number. */
const DECADES = 99_999;
/** In ten numbers that differ in the ninth digit alone, at most one has the check digit 10. */
const USED_OF_EACH_DECADE = 9;

/** How many people the test range has numbers for. */
export const MOST_PEOPLE = (DECADES - KEPT_FOR_HANDWRITTEN_ROWS) * USED_OF_EACH_DECADE;

/**
 * The NHS number of the nth invented person: valid, and in the range 999 000 0000 to 999 999 9999
 * that no patient is given. 999 000 0000 to 999 009 9999 is left to rows written by hand.
 */
export function nhsNumberAt(index: number): string {
  if (index >= MOST_PEOPLE) throw new RangeError('the test range has no more NHS numbers');
  const decade = KEPT_FOR_HANDWRITTEN_ROWS + Math.trunc(index / USED_OF_EACH_DECADE);
  let wanted = index % USED_OF_EACH_DECADE;
  for (let ninth = 0; ninth < 10; ninth += 1) {
    const nine = `999${String(decade * 10 + ninth).padStart(6, '0')}`;
    const check = checkDigitOf(nine);
    if (check === 10) continue;
    if (wanted === 0) return `${nine}${check}`;
    wanted -= 1;
  }
  throw new RangeError('more than one check digit of 10 in a decade');
}

/** Modulus 11; 10 where the nine digits have no check digit. */
function checkDigitOf(nine: string): number {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Number(nine[at]) * (10 - at);
  return (11 - (sum % 11)) % 11;
}

/** The National Insurance number of the nth invented person, valid in form. */
export function ninoAt(index: number): string {
  return `NC${String(index).padStart(6, '0')}${'ABCD'[index % 4]}`;
}
