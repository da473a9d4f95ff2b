import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { attributeEach } from './attribute.ts';
import { ageBand, type Codes, NOT_KNOWN } from './dimension.ts';
import type { AttributionRule } from './pool.ts';
import type { SpentInMonth } from './publication.ts';
import { joinedFacts, type PublishedFact } from './published-fact.ts';
import { ACTUAL } from './usage.ts';

/** Told in a later quarter than it took effect in. */
export const LATE = 'LATE';

/**
 * What of a pool was used: spending by month, attributed by the rules in force on each month's first
 * day. What no source has told of somebody is NOT_KNOWN, for everybody where none ever tells it.
 */
export function usageFacts(
  pool: string,
  rules: readonly AttributionRule[],
  spent: readonly SpentInMonth[],
  firstDay: PlainDate,
): PublishedFact[] {
  const lines = new Map<string, SpentInMonth[]>();
  for (const each of spent) {
    const key = JSON.stringify([each.stream, each.funder, each.month]);
    const own = lines.get(key);
    if (own) own.push(each);
    else lines.set(key, [each]);
  }
  const facts = [...lines.values()].flatMap((own) => factsOfLine(pool, rules, own, firstDay));
  return joinedFacts(facts);
}

/** Of one stream, funder and month: attributed together, so that it adds up to the penny. */
function factsOfLine(
  pool: string,
  rules: readonly AttributionRule[],
  spent: readonly SpentInMonth[],
  firstDay: PlainDate,
): PublishedFact[] {
  const [{ stream, funder, month }] = spent as [SpentInMonth];
  const line = { stream, funder: funder as OrganisationCode, currency: null };
  const amounts = spent.map(({ amount }) => amount);
  return attributeEach(rules, line, month, amounts).flatMap(({ parts }, at) =>
    parts
      .filter((part) => part.pool === pool)
      .map(({ scheme, amount }) => {
        const own = spent[at] as SpentInMonth;
        const codes = codesOf(own, scheme, firstDay);
        return { person: own.person, codes, amounts: { [ACTUAL]: amount } };
      }),
  );
}

function codesOf(
  { birthDate, stream, sector, funder, mode, host, month }: SpentInMonth,
  scheme: string,
  firstDay: PlainDate,
): Codes {
  return {
    ...{ PARTNER: funder, SCHEME: scheme, STREAM: stream, SECTOR: sector, AREA: host, MODE: mode },
    AGE_BAND: ageBand(birthDate === null ? null : ageOn(birthDate, firstDay)),
    MONTH: month < firstDay ? LATE : month.slice(0, 7),
    ...{ CURRENCY: NOT_KNOWN, PROVIDER: NOT_KNOWN, SEX: NOT_KNOWN, ETHNIC_GROUP: NOT_KNOWN },
    ...{ CLIENT_GROUP: NOT_KNOWN, DEPRIVATION_FIFTH: NOT_KNOWN, PROVIDER_SECTOR: NOT_KNOWN },
  };
}

/** Whole years; nobody is born after the day. */
function ageOn(born: PlainDate, day: PlainDate): number | null {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  const age = day.slice(5) < born.slice(5) ? years - 1 : years;
  return age < 0 ? null : age;
}
