import { z } from 'zod';
import { BadValue } from '../values/bad-value.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { parsePostcode } from '../values/postcode.ts';
import { parseText } from '../values/text.ts';
import type { LevelsOfFields, MatchModel, Odds } from './match.ts';
import { LEVELS, MATCH_FIELDS, type MatchField } from './match-levels.ts';
import { plainName } from './match-names.ts';

/** What is wrong with one field of a file that should hold a model. */
export interface ModelFault {
  /** As in `levels.surname.SAME`; empty where it is the whole. */
  readonly field: string;
  readonly reason: string;
}

/** The words for a value that is not as it must be; one that is not there is missing. */
const must = (words: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : words),
});

const LIST = must('is not a list');
const RECORD = must('is not a set of named values');
/** Smaller shares are beyond any count, and their logarithms soon beyond any number. */
const LEAST_SHARE = 1e-12;
const SHARE = must(`is not a share from ${LEAST_SHARE} to 1`);
const share = z.number(SHARE).min(LEAST_SHARE, SHARE).max(1, SHARE);

const MOST_BITS = 1000;
const BITS = must(`is not a number of bits from -${MOST_BITS} to ${MOST_BITS}`);
const bits = z.number(BITS).min(-MOST_BITS, BITS).max(MOST_BITS, BITS);

const odds: z.ZodType<Odds> = z.union(
  [z.strictObject({ m: share, u: share }), z.strictObject({ bits })],
  must(
    `is neither m and u, each from ${LEAST_SHARE} to 1, nor bits from -${MOST_BITS} to ${MOST_BITS}`,
  ),
);

const NAME = must('is not a name in capitals, without accents');
const name = z.string(NAME).refine((text) => text !== '' && plainName(text) === text, NAME);

/** Text that the value's own rule takes as it stands. */
const readBy = (parse: (text: string) => unknown, words: string) =>
  z.string(must(words)).refine((text) => reads(parse, text), must(words));

function reads(parse: (text: string) => unknown, text: string): boolean {
  try {
    return parse(text) === text;
  } catch (error) {
    if (error instanceof BadValue) return false;
    throw error;
  }
}

const whole = (most: number) => {
  const words = must(`is not a whole number from 1 to ${most}`);
  return z.number(words).int(words).min(1, words).max(most, words);
};

const ofEachField = <Kind>(kind: (field: MatchField) => Kind) =>
  Object.fromEntries(MATCH_FIELDS.map((field) => [field, kind(field)])) as Record<MatchField, Kind>;

const levels = z.strictObject(
  ofEachField((field) =>
    z.strictObject(Object.fromEntries(LEVELS[field].map((level) => [level, odds])), RECORD),
  ),
  RECORD,
);

const levelsOfFields: z.ZodType<LevelsOfFields> = z.strictObject(
  ofEachField((field) => {
    const named = z.enum(['NOT_SAID', ...LEVELS[field]], must('is not a level of this field'));
    return z.array(named, LIST).exactOptional();
  }),
  RECORD,
);

const namesAField = (said: LevelsOfFields) => Object.keys(said).length > 0;

const shares = z
  .strictObject({ common: z.record(name, share, RECORD), other: share }, RECORD)
  .exactOptional();

const daysNotSaid = z.array(readBy(parsePlainDate, 'is not a date written as YYYY-MM-DD'), LIST);
const postcodesNotSaid = z.array(readBy(parsePostcode, 'is not a postcode'), LIST);

const model: z.ZodType<MatchModel> = z
  .strictObject(
    {
      version: whole(2_147_483_647),
      source: readBy(
        (text) => text.trim() && parseText(text),
        'does not say how the figures were come by',
      ),
      linkFrom: bits,
      reviewFrom: bits,
      mostInBlock: whole(10_000),
      levels,
      reviewOnly: levelsOfFields,
      reviewTogether: z
        .array(levelsOfFields.refine(namesAField, must('names no field')), LIST)
        .exactOptional(),
      nicknames: z.array(z.array(name, LIST), LIST),
      names: z.strictObject({ surname: shares, givenNames: shares }, RECORD).exactOptional(),
      notSaid: z
        .strictObject(
          {
            birthDate: daysNotSaid.exactOptional(),
            postcode: postcodesNotSaid.exactOptional(),
          },
          RECORD,
        )
        .exactOptional(),
    },
    RECORD,
  )
  .refine(({ linkFrom, reviewFrom }) => linkFrom > reviewFrom, {
    path: ['linkFrom'],
    error: 'is not above reviewFrom',
  });

/** Reads a model from what a file of JSON holds; every fault names its field and repeats no value. */
export function readModel(
  found: unknown,
): { readonly model: MatchModel } | { readonly faults: readonly ModelFault[] } {
  const read = model.safeParse(found);
  if (read.success) return { model: read.data };
  return { faults: read.error.issues.flatMap(faultsOf) };
}

function faultsOf(issue: z.core.$ZodIssue): ModelFault[] {
  const path = shownPath(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ field: path, reason: issue.message }];
  return issue.keys.map((key) => ({
    field: [path, /^\w{1,40}$/.test(key) ? key : '(other)'].filter((part) => part).join('.'),
    reason: 'is no field of a model',
  }));
}

/** Where it is in the file; names of people are left out. */
function shownPath(path: readonly PropertyKey[]): string {
  const depth = path[0] === 'names' ? 3 : path.length;
  return path.slice(0, depth).join('.');
}
