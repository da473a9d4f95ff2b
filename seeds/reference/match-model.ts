import type { MatchModel } from '../../src/people/match.ts';
import { NICKNAMES } from './nicknames.ts';

/**
 * The first version of the matching model. Names, dates and postcodes: printed by
 * `bench/matching/estimate.js` from an invented population. What that population cannot tell is
 * assumed, and marked so. Other figures or thresholds are another version.
 */
export const MATCH_MODEL: MatchModel = {
  version: 1,
  linkFrom: 24,
  reviewFrom: 17,
  // Twins and partners agree in all but these; a number that differs is a reason to look.
  reviewOnly: {
    nino: ['NEARLY', 'DIFFERENT'],
    givenNames: ['NOT_SAID', 'DIFFERENT'],
    birthDate: ['NOT_SAID', 'DIFFERENT'],
  },
  mostInBlock: 300,
  nicknames: NICKNAMES,
  source:
    'm and u counted in 60,000 invented identities (seeds/people-truth.ts, seed 20251), u among 4,000,000 random pairs; both numbers: assumed; thresholds set on that seed. To be counted again on local files.',
  levels: {
    // Assumed: a number that both give is wrong in one of a hundred files.
    nhsNumber: {
      SAME: { m: 0.99, u: 0.000001 },
      DIFFERENT: { m: 0.01, u: 1 },
    },
    nino: {
      SAME: { m: 0.98, u: 0.000001 },
      NEARLY: { m: 0.01, u: 0.000981 },
      DIFFERENT: { m: 0.01, u: 0.999 },
    },
    surname: {
      SAME: { m: 0.918, u: 0.00282 },
      NEARLY: { m: 0.0417, u: 0.000817 },
      ALIKE: { m: 0.00444, u: 0.00615 },
      // Counted once, under given names.
      SWAPPED: { m: 1, u: 1 },
      DIFFERENT: { m: 0.0285, u: 0.99 },
    },
    givenNames: {
      SAME: { m: 0.849, u: 0.0117 },
      SWAPPED: { m: 0.00761, u: 0.000001 },
      NICKNAME: { m: 0.0453, u: 0.00109 },
      PART: { m: 0.00299, u: 0.00383 },
      INITIAL: { m: 0.0378, u: 0.00237 },
      NEARLY: { m: 0.0309, u: 0.00089 },
      DIFFERENT: { m: 0.0266, u: 0.98 },
    },
    birthDate: {
      SAME: { m: 0.967, u: 0.0000501 },
      SWAPPED: { m: 0.00576, u: 0.000016 },
      NEARLY: { m: 0.0213, u: 0.00121 },
      YEAR_AND_MONTH: { m: 0.0000149, u: 0.000605 },
      DIFFERENT: { m: 0.00588, u: 0.998 },
    },
    postcode: {
      SAME: { m: 0.768, u: 0.000404 },
      SECTOR: { m: 0.00214, u: 0.00955 },
      OUTWARD: { m: 0.02, u: 0.0884 },
      DIFFERENT: { m: 0.21, u: 0.902 },
    },
  },
};
