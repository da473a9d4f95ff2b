import type { Nature, OrganisationKind } from '../streams/stream.ts';

/** What decides whether an award may be charged for. */
export interface ChargeableThing {
  readonly nature: Nature;
  /** The stream's own rule: false for NHS streams, section 117 aftercare and Access to Work. */
  readonly streamMayCharge: boolean;
  readonly funderKind: OrganisationKind;
  readonly legalBasis: string;
}

const AFTERCARE = /\b(?:s|sec|section|MHA)[\s.-]*117\b/i;

/** Whether a law that is named is that of aftercare, whatever stream tells of it. */
export const isAftercare = (legalBasis: string): boolean => AFTERCARE.test(legalBasis);

/**
 * Why the law forbids a charge, or null where it allows one. Section 117 aftercare is never charged,
 * the council's half included (R (Stennett) [2002] UKHL 34); NHS care is free at the point of use
 * (NHS Act 2006 s1(4)), so the NHS share of a joint package is too; free reablement is outside the
 * personal budget (SI 2014/2840); council care is charged on the council's own share only.
 */
export function whyFree(thing: ChargeableThing): string | null {
  if (isAftercare(thing.legalBasis)) return 'section 117 aftercare is never charged';
  if (thing.funderKind === 'icb' || thing.funderKind === 'trust') {
    return 'NHS care is free at the point of use';
  }
  if (!thing.streamMayCharge) return 'this kind of support is never charged';
  return null;
}
