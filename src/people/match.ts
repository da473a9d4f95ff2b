import { isOneSlip, jaroWinkler, plainName } from './match-names.ts';

/** What the model compares of an identity. */
export interface Comparable {
  readonly nhsNumber: string | null;
  readonly nino: string | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: string | null;
  readonly postcode: string | null;
}

/** How two identities can agree in each field, the best first. `NOT_SAID` of any weighs nothing. */
export const LEVELS = {
  nhsNumber: ['SAME', 'DIFFERENT'],
  nino: ['SAME', 'NEARLY', 'DIFFERENT'],
  surname: ['SAME', 'NEARLY', 'ALIKE', 'SWAPPED', 'DIFFERENT'],
  givenNames: ['SAME', 'SWAPPED', 'NICKNAME', 'PART', 'INITIAL', 'NEARLY', 'DIFFERENT'],
  birthDate: ['SAME', 'SWAPPED', 'NEARLY', 'YEAR_AND_MONTH', 'DIFFERENT'],
  postcode: ['SAME', 'SECTOR', 'OUTWARD', 'DIFFERENT'],
} as const;
export type MatchField = keyof typeof LEVELS;
export const MATCH_FIELDS = Object.keys(LEVELS) as MatchField[];

/** How often a level is found among pairs of one person (m) and among pairs of two people (u). */
export interface Odds {
  readonly m: number;
  readonly u: number;
}

/** The stated weights and thresholds of one version of the model; a version never changes. */
export interface MatchModel {
  readonly version: number;
  /** In bits, the sum of log2(m ÷ u): at or above, linked without review. */
  readonly linkFrom: number;
  /** At or above, and below `linkFrom`: for review. */
  readonly reviewFrom: number;
  readonly levels: Readonly<Record<MatchField, Readonly<Record<string, Odds>>>>;
  /** Where a field is found at one of these levels, no weight links without review. */
  readonly reviewOnly: Readonly<Partial<Record<MatchField, readonly string[]>>>;
  /** Names that one person may go by, in capitals; a name may stand in several groups. */
  readonly nicknames: readonly (readonly string[])[];
  /** A birth date or postcode of more identities than this is no reason to compare them. */
  readonly mostInBlock: number;
  /** How the figures were come by. */
  readonly source: string;
}

/** How one field was found, and what that weighs in bits; never what either side says. */
export interface Evidence {
  readonly field: MatchField;
  readonly level: string;
  readonly weight: number;
}

export interface Comparison {
  /** In bits, to two places; the sum of the evidence. */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
  readonly outcome: 'LINKED' | 'REVIEW' | 'NOTHING';
}

/** A model made ready to compare: the weights worked out and the nicknames indexed. */
export class Matcher {
  readonly model: MatchModel;
  private readonly weights = new Map<string, number>();
  private readonly groupsOf = new Map<string, Set<number>>();

  constructor(model: MatchModel) {
    this.model = model;
    for (const field of MATCH_FIELDS) {
      for (const [level, { m, u }] of Object.entries(model.levels[field])) {
        this.weights.set(`${field} ${level}`, toPlaces(Math.log2(m / u)));
      }
    }
    model.nicknames.forEach((names, group) => {
      for (const name of names) {
        this.groupsOf.set(name, (this.groupsOf.get(name) ?? new Set()).add(group));
      }
    });
  }

  /**
   * Weighs two identities by Fellegi and Sunter (1969): the bits of each field’s level are added as
   * if fields were independent. NHS numbers that differ make nothing of the pair, whatever else agrees.
   */
  compare(a: Comparable, b: Comparable): Comparison {
    const levels = this.levelsOf(a, b);
    const evidence = MATCH_FIELDS.map((field) => {
      const level = levels[field];
      return { field, level, weight: this.weights.get(`${field} ${level}`) ?? 0 };
    });
    const weight = toPlaces(evidence.reduce((sum, each) => sum + each.weight, 0));
    return { weight, evidence, outcome: this.outcomeOf(weight, levels) };
  }

  private outcomeOf(weight: number, levels: Record<MatchField, string>): Comparison['outcome'] {
    const { model } = this;
    if (levels.nhsNumber === 'DIFFERENT' || weight < model.reviewFrom) return 'NOTHING';
    const doubted = MATCH_FIELDS.some((field) => model.reviewOnly[field]?.includes(levels[field]));
    return weight >= model.linkFrom && !doubted ? 'LINKED' : 'REVIEW';
  }

  /** How each field of the two agrees. */
  levelsOf(a: Comparable, b: Comparable): Record<MatchField, string> {
    const names = this.nameLevels(namesOf(a), namesOf(b));
    return {
      nhsNumber: bothSaid(a.nhsNumber, b.nhsNumber, (x, y) => (x === y ? 'SAME' : 'DIFFERENT')),
      nino: bothSaid(a.nino, b.nino, ninoLevel),
      ...names,
      birthDate: bothSaid(a.birthDate, b.birthDate, birthDateLevel),
      postcode: bothSaid(a.postcode, b.postcode, postcodeLevel),
    };
  }

  private nameLevels(a: Names, b: Names): { surname: string; givenNames: string } {
    if (areSwapped(a, b)) return { surname: 'SWAPPED', givenNames: 'SWAPPED' };
    return {
      surname: bothSaid(a.surname, b.surname, surnameLevel),
      givenNames: bothSaid(a.given, b.given, (x, y) => this.givenLevel(x, y)),
    };
  }

  private givenLevel(a: string, b: string): string {
    const [ofA, ofB] = [a.split(' '), b.split(' ')];
    const [firstA = '', firstB = ''] = [ofA[0], ofB[0]];
    if (firstA.length === 1 || firstB.length === 1) {
      return firstA[0] === firstB[0] ? 'INITIAL' : 'DIFFERENT';
    }
    if (firstA === firstB) return 'SAME';
    if (this.sameNickname(firstA, firstB)) return 'NICKNAME';
    if (ofA.some((name) => name.length > 1 && ofB.includes(name))) return 'PART';
    return isNearly(firstA, firstB) ? 'NEARLY' : 'DIFFERENT';
  }

  private sameNickname(a: string, b: string): boolean {
    const [ofA, ofB] = [this.groupsOf.get(a), this.groupsOf.get(b)];
    return ofA !== undefined && ofB !== undefined && [...ofA].some((group) => ofB.has(group));
  }
}

/** Given names shorter than this differ by one letter and are two names: Jean, Joan. */
const SLIPS_FROM = 5;

interface Names {
  readonly surname: string | null;
  readonly given: string | null;
}

const namesOf = ({ surname, givenNames }: Comparable): Names => ({
  surname: (surname && plainName(surname)) || null,
  given: (givenNames && plainName(givenNames)) || null,
});

/** Whether the surname of each is the other’s first given name; not where all four are one. */
function areSwapped(a: Names, b: Names): boolean {
  if (a.surname === null || b.surname === null || a.surname === b.surname) return false;
  return a.surname === firstOf(b.given) && b.surname === firstOf(a.given);
}

const firstOf = (names: string | null): string | null => names?.split(' ')[0] ?? null;

function bothSaid(
  a: string | null,
  b: string | null,
  level: (a: string, b: string) => string,
): string {
  return a === null || b === null ? 'NOT_SAID' : level(a, b);
}

function surnameLevel(a: string, b: string): string {
  const [plainA, plainB] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')];
  if (plainA === plainB) return 'SAME';
  const alike = jaroWinkler(plainA, plainB);
  if (alike >= 0.92) return 'NEARLY';
  // Of a double name either half may be used alone.
  const [halvesA, halvesB] = [a.split(' '), b.split(' ')];
  const half =
    halvesA.length + halvesB.length > 2 && halvesA.some((each) => halvesB.includes(each));
  return alike >= 0.85 || half ? 'ALIKE' : 'DIFFERENT';
}

function isNearly(a: string, b: string): boolean {
  return (
    jaroWinkler(a, b) >= 0.92 || (Math.min(a.length, b.length) >= SLIPS_FROM && isOneSlip(a, b))
  );
}

function ninoLevel(a: string, b: string): string {
  if (a === b) return 'SAME';
  return a.length === b.length && isOneSlip(a, b) ? 'NEARLY' : 'DIFFERENT';
}

function birthDateLevel(a: string, b: string): string {
  if (a === b) return 'SAME';
  const [yearA, monthA, dayA] = a.split('-');
  const [yearB, monthB, dayB] = b.split('-');
  if (yearA === yearB && monthA === dayB && dayA === monthB) return 'SWAPPED';
  if (isOneSlip(a.replaceAll('-', ''), b.replaceAll('-', ''))) return 'NEARLY';
  return yearA === yearB && monthA === monthB ? 'YEAR_AND_MONTH' : 'DIFFERENT';
}

function postcodeLevel(a: string, b: string): string {
  const [plainA, plainB] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')];
  if (plainA === plainB) return 'SAME';
  if (plainA.slice(0, -2) === plainB.slice(0, -2)) return 'SECTOR';
  return plainA.slice(0, -3) === plainB.slice(0, -3) ? 'OUTWARD' : 'DIFFERENT';
}

function toPlaces(bits: number): number {
  return Math.round(bits * 100) / 100;
}
