import type { AttributionRule, CurrencyScope } from '../../src/pools/pool.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';

export const day = (text: string): PlainDate => parsePlainDate(text);
export const body = (code: string): OrganisationCode => code as OrganisationCode;
export const days = (first: string, last: string) => fromFirstToLast(day(first), day(last));

/** A rule of the pool P over 2025-26, known before it began, but for what is said otherwise. */
export function rule(
  scheme: string,
  share: readonly [n: number, d: number],
  said: Partial<Omit<AttributionRule, 'scheme' | 'share'>> = {},
): AttributionRule {
  return {
    pool: 'P',
    stream: 'adult-social-care',
    funder: null,
    currency: null,
    days: days('2025-04-01', '2026-03-31'),
    knownFrom: day('2025-03-01'),
    ...said,
    scheme,
    share: ratio(...share),
  };
}

export const line = (
  stream = 'adult-social-care',
  funder = 'E08000039',
  currency: CurrencyScope | null = null,
) => ({ stream, funder: body(funder), currency });
