import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { BadValue } from '../src/values/bad-value.ts';
import { type FinancialYear, parseFinancialYear } from '../src/values/financial-year.ts';
import { MOST_PENCE, type Pence, pence } from '../src/values/money.ts';
import { type NhsNumber, parseNhsNumber } from '../src/values/nhs-number.ts';
import { type Nino, parseNino } from '../src/values/nino.ts';
import { type PlainDate, parsePlainDate } from '../src/values/plain-date.ts';
import { decimal, type Ratio, toDecimal } from '../src/values/ratio.ts';
import { builder } from './builder.ts';

/** The message never repeats the value: it may be about a person. */
function refuse(name: string, reason: string): GraphQLError {
  return new GraphQLError(`${name} ${reason}`, { extensions: { code: 'BAD_USER_INPUT' } });
}

function reading<Value>(name: string, parse: (text: string) => Value): (value: unknown) => Value {
  return (value) => {
    if (typeof value !== 'string') throw refuse(name, 'is not text');
    try {
      return parse(value);
    } catch (error) {
      if (error instanceof BadValue) throw refuse(name, error.message);
      throw error;
    }
  };
}

/** A scalar that travels as text and is read by the value's own rule, before any statement. */
function textScalar<Value extends string>(
  name: 'PlainDate' | 'FinancialYear' | 'NhsNumber' | 'Nino',
  description: string,
  parse: (text: string) => Value,
): void {
  const parseValue = reading(name, parse);
  builder.scalarType(name, {
    description,
    serialize: (value) => value as string,
    parseValue: parseValue as (value: unknown) => never,
    parseLiteral: (node) => parseValue(literal(node)) as never,
  });
}

const literal = (node: ValueNode): unknown => ('value' in node ? node.value : undefined);

textScalar<PlainDate>(
  'PlainDate',
  'A calendar day, YYYY-MM-DD, without a time zone.',
  parsePlainDate,
);
textScalar<FinancialYear>(
  'FinancialYear',
  'A financial year, 1 April to 31 March, such as 2025-26.',
  parseFinancialYear,
);
textScalar<NhsNumber>(
  'NhsNumber',
  'An NHS number: ten digits with a Modulus 11 check digit.',
  parseNhsNumber,
);
textScalar<Nino>(
  'Nino',
  'A National Insurance number: two letters, six digits, A to D.',
  parseNino,
);

builder.scalarType('DateTime', {
  description: 'An instant in UTC, ISO 8601.',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: reading('DateTime', (text) => {
    const instant = new Date(text);
    if (Number.isNaN(instant.getTime())) throw new BadValue('BAD_DATE', 'is not an instant');
    return instant;
  }),
});

const decimalFrom = reading('Decimal', decimal);

builder.scalarType('Decimal', {
  description:
    'An exact decimal number; travels as text such as 1.0461, and is read from a number too.',
  serialize: (value) => exactText(value as Ratio),
  parseValue: (value) => decimalFrom(typeof value === 'number' ? String(value) : value),
  parseLiteral: (node) => decimalFrom(literal(node)) as never,
});

/** Every amount that is kept has at most eighteen decimals. */
function exactText(value: Ratio): string {
  return toDecimal(value, 18).replace(/\.?0+$/, '');
}

const codeFrom = reading('Code', (text) => {
  if (!/^[A-Za-z0-9-]{1,20}$/.test(text)) throw new BadValue('UNKNOWN_CODE', 'is not a code');
  return text;
});

builder.scalarType('Code', {
  description: 'A code of a national list, as text; a whole number is read as its digits.',
  serialize: (value) => value as string,
  parseValue: (value) => codeFrom(Number.isSafeInteger(value) ? String(value) : value),
  parseLiteral: (node) => codeFrom(literal(node)) as never,
});

function penceFrom(value: unknown): Pence {
  const whole =
    (typeof value === 'number' && Number.isSafeInteger(value)) || typeof value === 'bigint';
  if (!whole) throw refuse('Pence', 'is not a whole number of pence that JSON carries exactly');
  return pence(value);
}

builder.scalarType('Pence', {
  description: 'Whole pence, a JSON integer between −(2^53 − 1) and 2^53 − 1.',
  serialize: (value) => {
    const amount = value as bigint;
    if (amount > MOST_PENCE || amount < -MOST_PENCE) {
      throw new RangeError('an amount is more pence than JSON carries exactly');
    }
    return Number(amount);
  },
  parseValue: penceFrom,
  parseLiteral: (node) => {
    if (node.kind !== Kind.INT) throw refuse('Pence', 'is not a whole number of pence');
    return penceFrom(Number(node.value));
  },
});
