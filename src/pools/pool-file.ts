import { z } from 'zod';
import { anyText, oneOf, optional, required } from '../deliveries/fields.ts';
import { BadValue } from '../values/bad-value.ts';
import { parseFinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, parsePounds } from '../values/money.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import { ACCOUNTS_BASES, CARRY_KINDS, NATURES_OF_SPEND, RISK_SHARES } from './pool.ts';
import { parseShare } from './share.ts';

/**
 * What a council keeps of a pool, in one file: the agreement, who contributes what, how that varied,
 * the schemes with their plans, and how people's money draws on them. The layout is our own. Money,
 * shares and days are text, so that nothing on the way rounds them.
 */

const MOST_CHARACTERS = 2000;

function words(text: string): string {
  if (text.length > MOST_CHARACTERS) {
    throw new BadValue('BAD_TEXT', `is longer than ${MOST_CHARACTERS} characters`);
  }
  return text;
}

const CODE = /^[\p{L}\p{N}][\p{L}\p{N} ._/&()+-]{0,79}$/u;

function code(text: string): string {
  if (CODE.test(text) && text.trim() === text) return text;
  throw new BadValue('BAD_TEXT', 'is not a short name of letters, digits and . _ / & ( ) + -');
}

const organisation = (text: string) => text as OrganisationCode;

function notBelowNothing(text: string): Pence {
  const amount = parsePounds(text);
  if (amount < 0n) throw new BadValue('BAD_MONEY', 'is below nothing');
  return amount;
}

function quantity(text: string): Ratio {
  const amount = decimal(text);
  if (amount.n < 0n) throw new BadValue('BAD_NUMBER', 'is below nothing');
  return amount;
}

const left = <Value>(parse: (text: string) => Value) => optional(parse).nullish().transform(orNull);
const orNull = <Value>(value: Value | null | undefined): Value | null => value ?? null;

const partner = z.strictObject({
  organisation: required(organisation),
  share: left(parseShare),
  most: left(notBelowNothing),
});

const agreement = z.strictObject({
  reference: required(code),
  aims: required(words),
  functions: required(words),
  services: required(words),
  manager: required(words),
  firstDay: required(parsePlainDate),
  lastDay: required(parsePlainDate),
  accounts: required(oneOf(ACCOUNTS_BASES)),
  riskShare: required(oneOf(RISK_SHARES)),
  carryForward: z.strictObject({ rule: required(oneOf(CARRY_KINDS)), share: left(parseShare) }),
  grantPassesWhole: z.boolean().default(true),
  partners: z.array(partner).min(2, 'names fewer than two partners').max(100),
});

const contribution = z.strictObject({
  partner: required(organisation),
  source: required(words),
  amount: required(parsePounds),
});

const agreedYear = z.strictObject({
  year: required(parseFinancialYear),
  total: required(notBelowNothing),
  contributions: z.array(contribution).min(1, 'names no contribution').max(1000),
});

const variation = z.strictObject({
  reference: required(code),
  effectiveDay: required(parsePlainDate),
  reason: required(words),
  years: z.array(agreedYear).min(1, 'varies no year').max(20),
});

const plan = z.strictObject({
  year: required(parseFinancialYear),
  source: required(words),
  nature: required(oneOf(NATURES_OF_SPEND)),
  planned: required(notBelowNothing),
  outputs: left(quantity),
  units: left(words),
});

const scheme = z.strictObject({
  code: required(code),
  name: required(words),
  type: required(words),
  subType: left(words),
  description: left(words),
  areaOfSpend: left(words),
  commissioner: required(words),
  provider: left(words),
  plan: z.array(plan).max(1000).default([]),
});

const rule = z.strictObject({
  stream: required(anyText),
  funder: left(organisation),
  currency: z
    .strictObject({ scheme: required(anyText), code: left(anyText) })
    .nullish()
    .transform(orNull),
  firstDay: left(parsePlainDate),
  lastDay: left(parsePlainDate),
  shares: z
    .array(z.strictObject({ scheme: required(code), share: required(parseShare) }))
    .min(1, 'names no scheme')
    .max(100),
});

const grant = z.strictObject({
  reference: required(code),
  giver: required(organisation),
  receiver: required(organisation),
  year: required(parseFinancialYear),
  amount: required(notBelowNothing),
  purpose: required(words),
});

const poolFile = z.strictObject({
  knownFrom: left(parsePlainDate),
  pool: z.strictObject({
    code: required(code),
    name: required(words),
    host: required(organisation),
  }),
  agreement,
  end: z
    .strictObject({ lastDay: required(parsePlainDate), reason: required(words) })
    .nullish()
    .transform(orNull),
  years: z.array(agreedYear).min(1, 'agrees no year').max(20),
  variations: z.array(variation).max(200).default([]),
  schemes: z.array(scheme).max(2000).default([]),
  rules: z.array(rule).max(2000).default([]),
  grants: z.array(grant).max(1000).default([]),
});

export type PoolFile = z.output<typeof poolFile>;

/** What of a file cannot be read: where, and why. */
export interface Unreadable {
  readonly where: string;
  readonly reason: string;
}

/** Reads the text of a file; gives what it says, or every fault found. */
export function readPoolFile(
  text: string,
): { readonly said: PoolFile; readonly faults: null } | { said: null; faults: Unreadable[] } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { said: null, faults: [{ where: 'the file', reason: 'is not JSON' }] };
  }
  const result = poolFile.safeParse(json);
  if (result.success) return { said: result.data, faults: null };
  const faults = result.error.issues.map(({ path, message }) => ({
    where: path.length === 0 ? 'the file' : path.map(String).join('.'),
    reason: message,
  }));
  return { said: null, faults };
}
