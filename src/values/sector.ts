/**
 * The public sectors whose money meets in one budget, in the order in which people are told of
 * them: whose money it is, and between whom what is known may pass.
 */
export const SECTORS = ['SOCIAL_CARE', 'HEALTH', 'HOUSING', 'EMPLOYMENT'] as const;
export type Sector = (typeof SECTORS)[number];
