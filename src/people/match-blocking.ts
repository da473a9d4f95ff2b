import type { Comparable } from './match.ts';

/** One look-up that finds those worth comparing with an identity. */
export interface Probe {
  readonly birthDate: string | null;
  readonly postcode: string | null;
  /** The first letter of the surname that those found must have; null: whatever it is. */
  readonly initial: string | null;
}

/**
 * Where to look for the same person: at the same birth date; at the same postcode; and at birth
 * dates that one slip makes of it, with the same first letter of the surname. Two identities find
 * each other or neither finds the other.
 */
export function probesFor(identity: Comparable): Probe[] {
  const { birthDate, postcode } = identity;
  const initial = initialOf(identity);
  const probes: Probe[] = [];
  if (birthDate !== null) probes.push({ birthDate, postcode: null, initial: null });
  for (const spelling of postcode === null ? [] : spellingsOf(postcode)) {
    probes.push({ birthDate: null, postcode: spelling, initial: null });
  }
  if (birthDate !== null && initial !== null) {
    for (const near of slipsOf(birthDate)) {
      probes.push({ birthDate: near, postcode: null, initial });
    }
  }
  return probes;
}

/** A postcode is kept as it was sent: with its space or without. */
function spellingsOf(postcode: string): Set<string> {
  const plain = postcode.replaceAll(' ', '');
  return new Set([postcode, plain, `${plain.slice(0, -3)} ${plain.slice(-3)}`]);
}

/** In capitals, as it is written: accents stay, so that the database finds the same. */
export function initialOf({ surname }: Pick<Comparable, 'surname'>): string | null {
  return surname?.[0]?.toUpperCase() ?? null;
}

/**
 * The dates that the commonest slips make of one: day and month swapped, a neighbouring day, month,
 * year or decade, and two digits of the year or of the day the wrong way round.
 */
function slipsOf(date: string): Set<string> {
  const [year = '', month = '', day = ''] = date.split('-');
  const moved = (part: string, by: number) => String(Number(part) + by).padStart(part.length, '0');
  const said = [
    [year, day, month],
    ...[-1, 1].flatMap((by) => [
      [year, month, moved(day, by)],
      [year, month, moved(day, 10 * by)],
      [year, moved(month, by), day],
      [moved(year, by), month, day],
      [moved(year, 10 * by), month, day],
    ]),
    [year.slice(0, 2) + turned(year.slice(2)), month, day],
    [year, month, turned(day)],
    [year, turned(month), day],
  ].map((parts) => parts.join('-'));
  const found = new Set(said.filter(isDate));
  found.delete(date);
  return found;
}

const turned = (two: string): string => `${two[1]}${two[0]}`;

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
