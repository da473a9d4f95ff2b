import type { Currency } from '../awards/award.ts';
import { type Characteristics, NOTHING_KNOWN } from '../people/characteristic.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { attributeEach, rulesFor } from './attribute.ts';
import { ageBand, type Codes, NOT_KNOWN } from './dimension.ts';
import { type ACTUAL, type COMMITTED, WEEKLY } from './measure.ts';
import type { AttributionRule, FundedLine } from './pool.ts';
import { joinedFacts, type PublishedFact } from './published-fact.ts';

/** Money of one person in one month, or what a week of their support came to. */
export interface UsageLine {
  readonly measure: typeof ACTUAL | typeof COMMITTED | typeof WEEKLY;
  /** Anything that tells people apart. */
  readonly person: string;
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly mode: string;
  readonly provider: string | null;
  readonly currency: Currency | null;
  /** The first day of the month. */
  readonly month: PlainDate;
  readonly amount: Pence;
}

/** What sources tell of a person, for totals alone. */
export interface UsagePerson extends Characteristics {
  readonly birthDate: PlainDate | null;
  readonly area: string | null;
}

/** What codes are taken from, besides the lines themselves. */
export interface UsageBook {
  readonly people: ReadonlyMap<string, UsagePerson>;
  readonly sectors: ReadonlyMap<string, string>;
  readonly providerSectors: ReadonlyMap<string, string>;
  /** The first day of what is published: money of earlier months is told late. */
  readonly firstDay: PlainDate;
}

/** Told in a later quarter than it took effect in. */
export const LATE = 'LATE';

/**
 * What of a pool was used, attributed by the rules in force on each month’s first day: each money
 * measure to the penny of its sum. What a week costs is not shared out: it is under every scheme that
 * bears a part of it. What no source has told of somebody is NOT_KNOWN.
 */
export function usageFacts(
  pool: string,
  rules: readonly AttributionRule[],
  lines: readonly UsageLine[],
  book: UsageBook,
): PublishedFact[] {
  const groups = new Map<string, UsageLine[]>();
  for (const each of lines) {
    const { measure, stream, funder, currency, month } = each;
    const key = JSON.stringify([measure, stream, funder, currency?.scheme, currency?.code, month]);
    const own = groups.get(key);
    if (own) own.push(each);
    else groups.set(key, [each]);
  }
  // A year of many people would not fit with a set of codes for each fact: there are few different ones.
  const shared = new Map<string, Codes>();
  const sharedCodes = (line: UsageLine, scheme: string): Codes => {
    const codes = codesOf(line, scheme, book);
    const key = Object.values(codes).join(' ');
    const known = shared.get(key) ?? codes;
    shared.set(key, known);
    return known;
  };
  return joinedFacts(
    [...groups.values()].flatMap((own) =>
      schemesOf(pool, rules, own).map(({ line, scheme, amount }) => ({
        person: line.person,
        codes: sharedCodes(line, scheme),
        amounts: { [line.measure]: amount },
      })),
    ),
  );
}

interface OfScheme {
  readonly line: UsageLine;
  readonly scheme: string;
  readonly amount: Pence;
}

/** Of one measure, stream, funder, currency and month: attributed together, so that it adds up. */
function schemesOf(
  pool: string,
  rules: readonly AttributionRule[],
  lines: readonly UsageLine[],
): OfScheme[] {
  const [{ measure, stream, funder, currency, month }] = lines as [UsageLine];
  const of: FundedLine = { stream, funder, currency };
  if (measure === WEEKLY) {
    const schemes = rulesFor(rules, of, month).filter((rule) => rule.pool === pool);
    return lines.flatMap((line) =>
      schemes.map(({ scheme }) => ({ line, scheme, amount: line.amount })),
    );
  }
  const amounts = lines.map(({ amount }) => amount);
  return attributeEach(rules, of, month, amounts).flatMap(({ parts }, at) =>
    parts
      .filter((part) => part.pool === pool)
      .map(({ scheme, amount }) => ({ line: lines[at] as UsageLine, scheme, amount })),
  );
}

const NOTHING_TOLD: UsagePerson = { ...NOTHING_KNOWN, birthDate: null, area: null };

function codesOf(line: UsageLine, scheme: string, book: UsageBook): Codes {
  const { stream, funder, mode, provider, currency, month } = line;
  const { firstDay } = book;
  const told = book.people.get(line.person) ?? NOTHING_TOLD;
  const { birthDate, area } = told;
  return {
    ...{ PARTNER: funder, SCHEME: scheme, STREAM: stream, MODE: mode },
    SECTOR: book.sectors.get(stream) ?? NOT_KNOWN,
    CURRENCY: currency === null ? NOT_KNOWN : `${currency.scheme}:${currency.code}`,
    PROVIDER: provider ?? NOT_KNOWN,
    PROVIDER_SECTOR: (provider && book.providerSectors.get(provider)) || NOT_KNOWN,
    AREA: area ?? NOT_KNOWN,
    AGE_BAND: ageBand(birthDate === null ? null : ageOn(birthDate, firstDay)),
    SEX: told.sex,
    ETHNIC_GROUP: told.ethnicGroup,
    CLIENT_GROUP: told.clientGroup,
    DEPRIVATION_FIFTH: told.deprivationFifth,
    MONTH: month < firstDay ? LATE : month.slice(0, 7),
  };
}

/** Whole years; nobody is born after the day. */
function ageOn(born: PlainDate, day: PlainDate): number | null {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  const age = day.slice(5) < born.slice(5) ? years - 1 : years;
  return age < 0 ? null : age;
}
