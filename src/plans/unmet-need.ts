import type { OrganisationKind, Stream } from '../streams/stream.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * What a need keeps somebody from: the ten outcomes of SI 2015/313 reg 2(2), in their order, and the
 * nine areas of wellbeing of Care Act 2014 s1(2).
 */
export const OUTCOMES = [
  ...(['NUTRITION', 'HYGIENE', 'TOILET', 'CLOTHING', 'SAFE_AT_HOME'] as const),
  ...(['HABITABLE_HOME', 'RELATIONSHIPS', 'WORK_OR_LEARNING', 'COMMUNITY'] as const),
  ...(['CARE_OF_A_CHILD', 'WELLBEING_DIGNITY', 'WELLBEING_HEALTH'] as const),
  ...(['WELLBEING_PROTECTION', 'WELLBEING_CONTROL', 'WELLBEING_PARTICIPATION'] as const),
  ...(['WELLBEING_SOCIAL_AND_ECONOMIC', 'WELLBEING_RELATIONSHIPS'] as const),
  ...(['WELLBEING_ACCOMMODATION', 'WELLBEING_CONTRIBUTION'] as const),
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a need is not met; NOBODY_OFFERS_IT is what tells those who shape a market what is lacking. */
export const UNMET_REASONS = [
  ...(['NO_MONEY', 'NOBODY_OFFERS_IT', 'WAITING_FOR_ASSESSMENT'] as const),
  ...(['WAITING_FOR_SERVICE', 'NOT_ELIGIBLE', 'OTHER'] as const),
] as const;
export type UnmetReason = (typeof UNMET_REASONS)[number];

export const END_REASONS = ['MET', 'NO_LONGER_NEEDED', 'RECORDED_IN_ERROR'] as const;
export type EndReason = (typeof END_REASONS)[number];

export const COST_PERS = ['WEEK', 'YEAR', 'ONCE'] as const;
export type CostPer = (typeof COST_PERS)[number];

/** What meeting a need was assessed to cost, and how much of that nobody pays: above nothing. */
export interface NeedCost {
  readonly assessed: Pence;
  readonly unmet: Pence;
  readonly per: CostPer;
}

export interface NeedEnd {
  readonly reason: EndReason;
  /** The first day on which the need is unmet no more. */
  readonly on: PlainDate;
  readonly recordedAt: Date;
}

/** A need of a person that is not met, as a care team recorded it. */
export interface UnmetNeed {
  readonly id: string;
  readonly personId: string;
  readonly outcome: Outcome;
  /** In a few plain words. */
  readonly need: string;
  readonly stream: Pick<Stream, 'code' | 'name' | 'sector' | 'nature'> | null;
  /** Null: nobody knows what it costs, which is not nothing. */
  readonly cost: NeedCost | null;
  readonly reason: UnmetReason;
  readonly reasonWords: string | null;
  readonly from: PlainDate;
  readonly organisation: {
    readonly code: string;
    readonly name: string;
    readonly kind: OrganisationKind;
  };
  readonly recordedAt: Date;
  readonly ended: NeedEnd | null;
}

/** Whether a need is unmet on a day; one that was recorded in error never was. */
export function isUnmetOn({ from, ended }: Pick<UnmetNeed, 'from' | 'ended'>, day: PlainDate) {
  if (ended?.reason === 'RECORDED_IN_ERROR') return false;
  return from <= day && (ended === null || day < ended.on);
}
