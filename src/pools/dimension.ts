/** What usage may be asked by, and nothing else. */
export const DIMENSIONS = [
  ...(['PARTNER', 'SCHEME', 'STREAM', 'SECTOR', 'CURRENCY', 'PROVIDER', 'AREA', 'MODE'] as const),
  ...(['AGE_BAND', 'SEX', 'ETHNIC_GROUP', 'CLIENT_GROUP', 'DEPRIVATION_FIFTH'] as const),
  ...(['PROVIDER_SECTOR', 'MONTH', 'QUARTER'] as const),
];
export type Dimension = (typeof DIMENSIONS)[number];

/** More dimensions than this at once, filters counted, tell of too few people. */
export const MOST_DIMENSIONS = 3;

/** What no source has told of somebody or of what was paid for. */
export const NOT_KNOWN = 'NOT_KNOWN';

/** A code for each dimension but the quarter, which is that of the publication. */
export type Codes = Readonly<Record<Exclude<Dimension, 'QUARTER'>, string>>;

/** Years of age, the first of each band and its name. */
const AGE_BANDS: readonly (readonly [from: number, name: string])[] = [
  [85, '85_AND_OVER'],
  [75, '75_TO_84'],
  [65, '65_TO_74'],
  [45, '45_TO_64'],
  [25, '25_TO_44'],
  [18, '18_TO_24'],
  [0, 'UNDER_18'],
];

/** Every code of an age band, the youngest first, and that of an age which nobody told. */
export const AGE_BAND_CODES: readonly string[] = [
  ...AGE_BANDS.map(([, name]) => name).reverse(),
  NOT_KNOWN,
];

export function ageBand(age: number | null): string {
  return age === null ? NOT_KNOWN : (AGE_BANDS.find(([from]) => age >= from)?.[1] ?? NOT_KNOWN);
}
