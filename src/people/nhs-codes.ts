import { type EthnicGroup, NOT_KNOWN, type Sex } from './characteristic.ts';

/**
 * PERSON STATED GENDER CODE of the NHS Data Model and Dictionary: 1 male, 2 female, 9 neither; X not
 * known, Z not stated. The gender identity codes of mental-health tables are the same but for 3
 * (non-binary) and 4 (another). Null for a code of no such list: the row then says nothing.
 */
export function sexOfNhsCode(code: string): Sex | null {
  return SEX_OF[code] ?? null;
}

const SEX_OF: Readonly<Record<string, Sex>> = {
  ...{ '1': 'MALE', '2': 'FEMALE', '3': 'OTHER', '4': 'OTHER', '9': 'OTHER' },
  ...{ '0': NOT_KNOWN, X: NOT_KNOWN, Z: NOT_KNOWN },
};

/**
 * ETHNIC CATEGORY of the NHS Data Model and Dictionary (16 categories of the 2001 census): the first
 * character is the national code, the second the sender's own; Z not stated, 99 not known. Chinese (R)
 * stood under other groups in 2001 and is one of the Asian groups since the census of 2011.
 */
export function ethnicGroupOfNhsCode(code: string): EthnicGroup | null {
  return code === '99' ? NOT_KNOWN : (ETHNIC_GROUP_OF[code.slice(0, 1)] ?? null);
}

const ETHNIC_GROUP_OF: Readonly<Record<string, EthnicGroup>> = {
  ...{ A: 'WHITE', B: 'WHITE', C: 'WHITE' },
  ...{ D: 'MIXED', E: 'MIXED', F: 'MIXED', G: 'MIXED' },
  ...{ H: 'ASIAN', J: 'ASIAN', K: 'ASIAN', L: 'ASIAN', R: 'ASIAN' },
  ...{ M: 'BLACK', N: 'BLACK', P: 'BLACK' },
  ...{ S: 'OTHER', Z: NOT_KNOWN },
};
