import type { MatchModel } from '../../src/people/match.ts';
import { LEADING_SURNAMES } from './leading-surnames.ts';
import { NICKNAMES } from './nicknames.ts';

/**
 * The second version of the matching model; the first stays in the hubs that linked by it. Names,
 * dates and postcodes: printed by `bench/matching/estimate.js` from an invented population, with
 * the thresholds beside what they cost and find. What that population cannot tell is assumed, and
 * marked so. Other figures or thresholds are another version.
 */
export const MATCH_MODEL: MatchModel = {
  version: 2,
  linkFrom: 22,
  reviewFrom: 17,
  // Twins and partners agree in all but these; a number that differs is a reason to look.
  reviewOnly: {
    nino: ['NEARLY', 'DIFFERENT'],
    givenNames: ['PART', 'DIFFERENT'],
    birthDate: ['DIFFERENT'],
  },
  // Without a given name, all else has to be the same: it is what tells twins apart.
  reviewTogether: [
    { givenNames: ['NOT_SAID'], surname: ['NOT_SAID', 'NEARLY', 'ALIKE', 'DIFFERENT'] },
    {
      givenNames: ['NOT_SAID'],
      birthDate: ['NOT_SAID', 'SWAPPED', 'NEARLY', 'YEAR_AND_MONTH'],
    },
    { givenNames: ['NOT_SAID'], postcode: ['NOT_SAID', 'SECTOR', 'OUTWARD', 'DIFFERENT'] },
    // Parent and child, or partners, at one address.
    { givenNames: ['INITIAL', 'NEARLY'], birthDate: ['NOT_SAID'] },
  ],
  // Days on which nobody alive was born and which systems fill in; and the postcodes that stand
  // for no fixed abode and for an address that is not known.
  notSaid: {
    birthDate: ['1899-12-30', '1899-12-31', '1900-01-01', '1901-01-01'],
    postcode: ['ZZ99 3VZ', 'ZZ99 3WZ'],
  },
  names: { surname: { common: LEADING_SURNAMES, other: 0.00282 } },
  mostInBlock: 300,
  nicknames: NICKNAMES,
  source:
    'm and u counted in 60,000 invented identities (seeds/people-truth.ts, seed 20251), u among 4,000,000 random pairs; thresholds set on 100,000 of that seed and looked at on five others; both numbers: assumed; common surnames: deaths registered in England and Wales 1984 to 1997. To be counted again on local files.',
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
      NEARLY: { m: 0.0457, u: 0.000997 },
      ALIKE: { m: 0.000634, u: 0.00597 },
      // Counted once, under given names.
      SWAPPED: { m: 1, u: 1 },
      DIFFERENT: { m: 0.0239, u: 0.99 },
    },
    givenNames: {
      SAME: { m: 0.849, u: 0.0117 },
      SWAPPED: { m: 0.0121, u: 0.000001 },
      NICKNAME: { m: 0.0495, u: 0.00116 },
      PART: { m: 0.00281, u: 0.00383 },
      INITIAL: { m: 0.0378, u: 0.00237 },
      NEARLY: { m: 0.0279, u: 0.000753 },
      DIFFERENT: { m: 0.0211, u: 0.98 },
    },
    birthDate: {
      SAME: { m: 0.973, u: 0.0000428 },
      SWAPPED: { m: 0.0058, u: 0.0000161 },
      NEARLY: { m: 0.0214, u: 0.00122 },
      YEAR_AND_MONTH: { m: 0.000015, u: 0.000609 },
      DIFFERENT: { m: 0.000105, u: 0.998 },
    },
    postcode: {
      SAME: { m: 0.768, u: 0.000404 },
      SECTOR: { m: 0.00214, u: 0.00955 },
      OUTWARD: { m: 0.02, u: 0.0884 },
      DIFFERENT: { m: 0.21, u: 0.902 },
    },
  },
};
