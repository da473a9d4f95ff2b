import type { PlainDate } from '../values/plain-date.ts';

/** What no source has told of somebody, or what they did not want to say. */
export const NOT_KNOWN = 'NOT_KNOWN';

/**
 * What sources say of people for totals, by kind, in codes of our own. Sources: the five high-level
 * ethnic groups of the 2021 census of England and Wales; the primary support reasons of adult social
 * care Client Level Data.
 */
export const CHARACTERISTICS = {
  SEX: ['FEMALE', 'MALE', 'OTHER'],
  ETHNIC_GROUP: ['ASIAN', 'BLACK', 'MIXED', 'WHITE', 'OTHER'],
  CLIENT_GROUP: [
    'PHYSICAL_SUPPORT',
    'SENSORY_SUPPORT',
    'MEMORY_AND_COGNITION',
    'LEARNING_DISABILITY',
    'MENTAL_HEALTH',
    'SOCIAL_SUPPORT',
  ],
} as const;

export type CharacteristicKind = keyof typeof CHARACTERISTICS;
export const CHARACTERISTIC_KINDS = Object.keys(CHARACTERISTICS) as CharacteristicKind[];

type CodeOf<Kind extends CharacteristicKind> =
  | (typeof CHARACTERISTICS)[Kind][number]
  | typeof NOT_KNOWN;
export type Sex = CodeOf<'SEX'>;
export type EthnicGroup = CodeOf<'ETHNIC_GROUP'>;
export type ClientGroup = CodeOf<'CLIENT_GROUP'>;

/** What a row says of its person. NOT_KNOWN: that it is not known; a row that is blank says nothing. */
export type CharacteristicDraft = {
  [Kind in CharacteristicKind]: { readonly kind: Kind; readonly code: CodeOf<Kind> };
}[CharacteristicKind];

/** What a row says by kind; undefined and null where it says nothing. */
export function characteristicsSaid(said: {
  readonly SEX?: Sex | null | undefined;
  readonly ETHNIC_GROUP?: EthnicGroup | null | undefined;
  readonly CLIENT_GROUP?: ClientGroup | null | undefined;
}): CharacteristicDraft[] {
  return CHARACTERISTIC_KINDS.flatMap((kind) => {
    const code = said[kind];
    return code ? [{ kind, code } as CharacteristicDraft] : [];
  });
}

/** What a source said last of somebody, and the day that its data speaks for. */
export interface SaidBySource {
  readonly source: string;
  readonly asOf: PlainDate;
  readonly code: string;
}

/**
 * Which of what sources say counts: of those that know, the one whose data speaks for the latest day,
 * of several of that day the first by its code. So whoever asked again and was refused an answer does
 * not undo what the person told somebody else.
 */
export function settledCode(said: readonly SaidBySource[]): string {
  return latestCode(said.filter(({ code }) => code !== NOT_KNOWN));
}

/** The same, where not to know is an answer as any other: who has moved lives there no more. */
export function latestCode(said: readonly SaidBySource[]): string {
  const [first] = [...said].sort((a, b) => {
    if (a.asOf !== b.asOf) return a.asOf > b.asOf ? -1 : 1;
    return a.source < b.source ? -1 : 1;
  });
  return first?.code ?? NOT_KNOWN;
}

/** What is known of a person for totals; `deprivationFifth` 1 is the most deprived fifth of areas. */
export interface Characteristics {
  readonly sex: string;
  readonly ethnicGroup: string;
  readonly clientGroup: string;
  readonly deprivationFifth: string;
}

export const NOTHING_KNOWN: Characteristics = {
  sex: NOT_KNOWN,
  ethnicGroup: NOT_KNOWN,
  clientGroup: NOT_KNOWN,
  deprivationFifth: NOT_KNOWN,
};
