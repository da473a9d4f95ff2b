import { ActivityRefused } from '../currencies/activity.ts';
import { DecisionRefused } from '../decisions/refusals.ts';
import { MoneyRefused } from '../ledger/refusals.ts';
import { QueryRefused } from '../queries/refusals.ts';
import { BadValue } from '../values/bad-value.ts';
import { type Pence, parsePounds } from '../values/money.ts';
import { addDays, type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import type { Say } from './messages.ts';

/** What is wrong with a form, and in which field. */
export interface Problem {
  readonly field: string;
  /** A message that says so; null where the words of the rule that refused it do. */
  readonly said: 'needed' | 'choose' | 'again' | null;
  /** In English, as every refusal is. */
  readonly words: string | null;
}

/** A field that cannot be read for what it should hold. */
class BadField extends Error {
  override readonly name = 'BadField';
  constructor(readonly problem: Problem) {
    super('a field of a form cannot be read');
  }
}

const refusedIn = (field: string, words: string) => new BadField({ field, said: null, words });

export type Fields = Readonly<Record<string, string>>;

const textIn = (fields: Fields, field: string): string => (fields[field] ?? '').trim();

function read<Value>(fields: Fields, field: string, parse: (text: string) => Value): Value {
  const text = textIn(fields, field);
  if (text === '') throw new BadField({ field, said: 'needed', words: null });
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof BadValue) throw refusedIn(field, error.message);
    throw error;
  }
}

export const dayIn = (fields: Fields, field: string): PlainDate =>
  read(fields, field, parsePlainDate);

const dayOrNone = (fields: Fields, field: string): PlainDate | null =>
  textIn(fields, field) === '' ? null : dayIn(fields, field);

/** Of a first and a last day, both included; the last one may be left out. */
export function daysIn(fields: Fields): { from: PlainDate; until: PlainDate | null } {
  const last = dayOrNone(fields, 'lastDay');
  return { from: dayIn(fields, 'firstDay'), until: last && addDays(last, 1) };
}

/** Pounds with as many decimals as a rate may have; a pound sign and commas are let by. */
export const decimalIn = (fields: Fields, field: string): Ratio =>
  read(fields, field, (text) => decimal(plainNumber(text)));

export const decimalOrNone = (fields: Fields, field: string): Ratio | null =>
  textIn(fields, field) === '' ? null : decimalIn(fields, field);

export const poundsIn = (fields: Fields, field: string): Pence =>
  read(fields, field, (text) => parsePounds(plainNumber(text)));

export const poundsOrNone = (fields: Fields, field: string): Pence | null =>
  textIn(fields, field) === '' ? null : poundsIn(fields, field);

export const textOrNone = (fields: Fields, field: string): string | null =>
  textIn(fields, field) || null;

export function oneIn<Word extends string>(
  fields: Fields,
  field: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === fields[field]);
  if (found === undefined) throw new BadField({ field, said: 'choose', words: null });
  return found;
}

export const oneOrNone = <Word extends string>(
  fields: Fields,
  field: string,
  words: readonly Word[],
): Word | null => (textIn(fields, field) === '' ? null : oneIn(fields, field, words));

const plainNumber = (text: string): string => text.replaceAll(/[£,\s]/g, '');

/** What is wrong, where an operation or a field said so; anything else is thrown on. */
export function problemOf(error: unknown): Problem {
  if (error instanceof BadField) return error.problem;
  if (error instanceof ActivityRefused) {
    return { field: error.field, said: saidBy(error.code), words: error.message };
  }
  const isRefused =
    error instanceof DecisionRefused ||
    error instanceof QueryRefused ||
    error instanceof MoneyRefused;
  if (!isRefused) throw error;
  const [field = ''] = error.message.split(' ', 1);
  return { field, said: saidBy(error.code), words: error.message.slice(field.length + 1) };
}

const saidBy = (code: string): 'needed' | null => (code === 'BLANK' ? 'needed' : null);

/** What may be chosen: what is sent, and what is said in the reader's language. */
export type Choices = readonly (readonly [value: string, said: string])[];

/** Each value by the message that begins so: `stream.` and a stream's code. */
export function choicesIn(say: Say, prefix: string, values: readonly string[]): Choices {
  return values.map((value) => [value, say(`${prefix}${value}`)] as const);
}
