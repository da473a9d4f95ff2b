import { z } from 'zod';
import { BadValue } from '../values/bad-value.ts';
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import type { FieldFault, RawRow } from './adapter.ts';

/** A field that must be given, read by the value's own rule. */
export function required<Value>(parse: (text: string) => Value) {
  return field((text) => {
    if (text === '') throw new BadValue('BLANK', 'is blank and must be given');
    return parse(parseText(text));
  });
}

/** A field that may be blank: then it is null, never a value made up. */
export function optional<Value>(parse: (text: string) => Value) {
  return field((text) => (text === '' ? null : parse(parseText(text))));
}

/** A field of a person that a commissioning extract has no use for: whatever it holds is dropped. */
export const unread = () => z.string().transform(() => null);

/** Any text; kept as sent. */
export const anyText = (text: string): string => text;

/** A code of a list, exactly as the list writes it. */
export function oneOf<const Code extends string>(codes: readonly Code[]): (text: string) => Code {
  const known = new Set<string>(codes);
  return (text) => {
    if (!known.has(text)) throw new BadValue('UNKNOWN_CODE', 'is not a code of this field’s list');
    return text as Code;
  };
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** A day and time as NHS data sets write it, `2025-10-08T09:15:00`: text that sorts as time does. */
export function dayAndTime(text: string): string {
  const [day = '', time, ...more] = text.split('T');
  parsePlainDate(day);
  if (time === undefined || more.length > 0 || !TIME_OF_DAY.test(time)) {
    throw new BadValue('BAD_DATE', 'is not a day and time written as YYYY-MM-DDThh:mm:ss');
  }
  return text;
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?$/;

/** The day of a day, or of a timestamp as databases write it, `2025-10-08 09:15:00`. */
export function dayOfTimestamp(text: string): PlainDate {
  return parsePlainDate(TIMESTAMP.exec(text)?.[1] ?? text);
}

function field<Value>(read: (text: string) => Value) {
  return z.string().transform((text, context): Value => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { code: error.code } });
      return z.NEVER;
    }
  });
}

/** Reads a row by its format; gives the values or every fault found. */
export function readRow<Schema extends z.ZodObject>(
  format: Schema,
  row: RawRow,
): { values: z.output<Schema>; faults: null } | { values: null; faults: FieldFault[] } {
  const result = format.safeParse(row.fields);
  if (result.success) return { values: result.data, faults: null };
  return {
    values: null,
    faults: result.error.issues.map((issue) => ({
      field: String(issue.path[0] ?? ''),
      code: codeOf(issue),
      reason: issue.message,
    })),
  };
}

function codeOf(issue: z.core.$ZodIssue): string {
  const params = 'params' in issue ? (issue.params as { code?: string } | undefined) : undefined;
  return params?.code ?? 'BAD_VALUE';
}
