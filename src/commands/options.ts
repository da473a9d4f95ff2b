import { isAbsolute, join } from 'node:path';
import type { PersonKey } from '../people/visible.ts';
import { BadValue } from '../values/bad-value.ts';
import { isUuid } from '../values/ids.ts';
import { parseNhsNumber } from '../values/nhs-number.ts';
import { parseNino } from '../values/nino.ts';
import { addDays, type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { WrongUsage } from './terminal.ts';

/** Reads one option by its value's own rule; the message never repeats what was typed. */
export function read<Value>(option: string, text: string, parse: (text: string) => Value): Value {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof BadValue) throw new WrongUsage(`${option} ${error.message}`);
    throw error;
  }
}

export interface PersonOptions {
  readonly nhsNumber?: string;
  readonly nino?: string;
  readonly person?: string;
}

/** Exactly one of --nhs-number, --nino and --person. */
export function personKey({ nhsNumber, nino, person }: PersonOptions): PersonKey {
  const given = [nhsNumber, nino, person].filter((each) => each !== undefined);
  if (given.length !== 1) throw new WrongUsage('give one of --nhs-number, --nino and --person');
  if (nhsNumber !== undefined)
    return { nhsNumber: read('--nhs-number', nhsNumber, parseNhsNumber) };
  if (nino !== undefined) return { nino: read('--nino', nino, parseNino) };
  if (!isUuid(person as string)) throw new WrongUsage('--person is not a person’s id');
  return { id: person as string };
}

export function firstDay(text: string | undefined): PlainDate | null {
  return text === undefined ? null : read('--from', text, parsePlainDate);
}

/** The day after --until, which is the last day. */
export function dayAfterLast(text: string | undefined): PlainDate | null {
  return text === undefined ? null : addDays(read('--until', text, parsePlainDate), 1);
}

/** Paths are the caller's: they are read from the folder the caller stands in. */
export function fromFolder(folder: string, paths: readonly string[]): string[] {
  return paths.map((path) => (isAbsolute(path) ? path : join(folder, path)));
}
