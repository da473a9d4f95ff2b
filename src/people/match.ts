import {
  areSwapped,
  birthDateLevel,
  bothSaid,
  firstOf,
  givenLevel,
  MATCH_FIELDS,
  type MatchField,
  type Names,
  namesOf,
  ninoLevel,
  postcodeLevel,
  surnameLevel,
} from './match-levels.ts';

/** What the model compares of an identity. */
export interface Comparable {
  readonly nhsNumber: string | null;
  readonly nino: string | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: string | null;
  readonly postcode: string | null;
}

/**
 * How often a level is found among pairs of one person (m) and among pairs of two people (u), or
 * what it weighs outright, in bits.
 */
export type Odds = { readonly m: number; readonly u: number } | { readonly bits: number };

/** Fields of which some values are common and others rare. */
export type NameField = 'surname' | 'givenNames';
/** Fields in which sources write something where they do not know. */
export type BlankField = 'birthDate' | 'postcode';
/** Some of the levels of some fields. */
export type LevelsOfFields = Readonly<Partial<Record<MatchField, readonly string[]>>>;

/** How common the names of one kind are, in capitals: of all people, the share that has each. */
export interface NameShares {
  readonly common: Readonly<Record<string, number>>;
  /** The share that the weights of the levels stand for: a name not listed has it. */
  readonly other: number;
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
  readonly reviewOnly: LevelsOfFields;
  /** Likewise where all these fields are at one of these levels at once. */
  readonly reviewTogether?: readonly LevelsOfFields[];
  /** Names that one person may go by, in capitals; a name may stand in several groups. */
  readonly nicknames: readonly (readonly string[])[];
  /** Agreeing on a common name weighs less; where none are stated all names weigh the same. */
  readonly names?: Readonly<Partial<Record<NameField, NameShares>>>;
  /** What stands in a field where the source did not know: it is taken as not said. */
  readonly notSaid?: Readonly<Partial<Record<BlankField, readonly string[]>>>;
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

/** Levels at which the two say one name, so that it matters how many have it. */
const ON_ONE_NAME: ReadonlySet<string> = new Set(['SAME', 'NEARLY', 'NICKNAME']);

/** A model made ready to compare: the weights worked out and the nicknames indexed. */
export class Matcher {
  readonly model: MatchModel;
  private readonly weights = new Map<string, number>();
  private readonly calledToo = new Map<string, string[]>();
  private readonly blanks: ReadonlySet<string>;

  constructor(model: MatchModel) {
    this.model = model;
    for (const field of MATCH_FIELDS) {
      for (const [level, odds] of Object.entries(model.levels[field])) {
        this.weights.set(`${field} ${level}`, bitsOf(odds));
      }
    }
    this.blanks = new Set(
      Object.values(model.notSaid ?? {})
        .flat()
        .map(unspaced),
    );
    for (const names of model.nicknames) {
      for (const name of names) {
        const others = names.filter((other) => other !== name);
        this.calledToo.set(name, [...(this.calledToo.get(name) ?? []), ...others]);
      }
    }
  }

  /**
   * Weighs two identities by Fellegi and Sunter (1969): the bits of each field’s level are added as
   * if fields were independent. NHS numbers that differ make nothing of the pair, whatever else agrees.
   */
  compare(a: Comparable, b: Comparable): Comparison {
    const [namesA, namesB] = [namesOf(a), namesOf(b)];
    const levels = this.levelsWith(a, b, namesA, namesB);
    const evidence = MATCH_FIELDS.map((field) => {
      const level = levels[field];
      const bits = this.weights.get(`${field} ${level}`) ?? 0;
      return { field, level, weight: toPlaces(bits + this.byName(field, level, namesA, namesB)) };
    });
    const weight = toPlaces(evidence.reduce((sum, each) => sum + each.weight, 0));
    return { weight, evidence, outcome: this.outcomeOf(weight, levels) };
  }

  private outcomeOf(weight: number, levels: Record<MatchField, string>): Comparison['outcome'] {
    const { model } = this;
    if (levels.nhsNumber === 'DIFFERENT' || weight < model.reviewFrom) return 'NOTHING';
    return weight >= model.linkFrom && !isDoubted(model, levels) ? 'LINKED' : 'REVIEW';
  }

  /** How each field of the two agrees. */
  levelsOf(a: Comparable, b: Comparable): Record<MatchField, string> {
    return this.levelsWith(a, b, namesOf(a), namesOf(b));
  }

  private levelsWith(
    a: Comparable,
    b: Comparable,
    namesA: Names,
    namesB: Names,
  ): Record<MatchField, string> {
    return {
      nhsNumber: bothSaid(a.nhsNumber, b.nhsNumber, (x, y) => (x === y ? 'SAME' : 'DIFFERENT')),
      nino: bothSaid(a.nino, b.nino, ninoLevel),
      ...this.nameLevels(namesA, namesB),
      birthDate: bothSaid(this.known(a.birthDate), this.known(b.birthDate), birthDateLevel),
      postcode: bothSaid(this.known(a.postcode), this.known(b.postcode), postcodeLevel),
    };
  }

  private known(value: string | null): string | null {
    return value !== null && this.blanks.has(unspaced(value)) ? null : value;
  }

  private nameLevels(a: Names, b: Names): { surname: string; givenNames: string } {
    const calledToo = (name: string) => this.calledToo.get(name) ?? [];
    if (areSwapped(a, b, calledToo)) return { surname: 'SWAPPED', givenNames: 'SWAPPED' };
    return {
      surname: bothSaid(a.surname, b.surname, surnameLevel),
      givenNames: bothSaid(a.given, b.given, (x, y) => givenLevel(x, y, calledToo)),
    };
  }

  /** What the share of people with a name adds to the bits of agreeing on it; below zero: common. */
  private byName(field: MatchField, level: string, a: Names, b: Names): number {
    if ((field !== 'surname' && field !== 'givenNames') || !ON_ONE_NAME.has(level)) return 0;
    const shares = this.model.names?.[field];
    if (!shares) return 0;
    const own = [a, b].map((names) => (field === 'surname' ? names.surname : firstOf(names.given)));
    const shareOf = (name: string | null) => shares.common[name ?? ''] ?? shares.other;
    return Math.log2(shares.other / Math.max(...own.map(shareOf)));
  }
}

/** Whether the pair is for somebody to look at, whatever it weighs. */
function isDoubted(
  { reviewOnly, reviewTogether = [] }: MatchModel,
  levels: Readonly<Record<MatchField, string>>,
): boolean {
  const isAt = (said: LevelsOfFields, field: MatchField) => said[field]?.includes(levels[field]);
  const fieldsOf = (said: LevelsOfFields) => Object.keys(said) as MatchField[];
  return (
    fieldsOf(reviewOnly).some((field) => isAt(reviewOnly, field)) ||
    reviewTogether.some((said) => fieldsOf(said).every((field) => isAt(said, field)))
  );
}

const unspaced = (text: string): string => text.replaceAll(' ', '');

/** Whether the evidence that a pair was linked by adds up to it, by the model that weighed it. */
export function linksBy(model: MatchModel, weight: number, evidence: readonly Evidence[]): boolean {
  const sum = toPlaces(evidence.reduce((bits, each) => bits + each.weight, 0));
  const found = new Map(evidence.map(({ field, level }) => [field, level]));
  const levels = Object.fromEntries(
    MATCH_FIELDS.map((field) => [field, found.get(field) ?? 'NOT_SAID']),
  ) as Record<MatchField, string>;
  if (sum !== weight || levels.nhsNumber === 'DIFFERENT') return false;
  return weight >= model.linkFrom && !isDoubted(model, levels);
}

/** What a level weighs, in bits to two places. */
export function bitsOf(odds: Odds): number {
  return toPlaces('bits' in odds ? odds.bits : Math.log2(odds.m / odds.u));
}

function toPlaces(bits: number): number {
  return Math.round(bits * 100) / 100;
}
