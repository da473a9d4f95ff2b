import { type Pence, parsePounds } from '../../src/values/money.ts';
import { type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';

interface Maximum {
  /** First letter of the country's council codes. */
  readonly country: 'E' | 'W';
  /** In force from this day on. */
  readonly from: PlainDate;
  readonly most: Pence;
}

/**
 * The most that may be paid as mandatory grant (HGCRA 1996 s33). England: SI 2008/1189 arts 1, 2;
 * Wales: SI 2008/2370 (W.205) arts 1, 2. Before these the orders let a council pay more than the
 * maximum (SI 1996/2888 art 3), so nothing is checked. Latest first within a country.
 */
const MAXIMA: readonly Maximum[] = [
  { country: 'E', from: parsePlainDate('2008-05-22'), most: parsePounds('30000.00') },
  { country: 'W', from: parsePlainDate('2008-10-02'), most: parsePounds('36000.00') },
];

/** The maximum for a grant of the council approved on the day; null where none is known. */
export function maximumGrant(council: string, approved: PlainDate): Pence | null {
  const inForce = MAXIMA.find(
    ({ country, from }) => council.startsWith(country) && from <= approved,
  );
  return inForce?.most ?? null;
}
