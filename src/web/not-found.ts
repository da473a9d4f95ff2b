import type { PageAnswer } from './route.ts';

/** There is nothing here, or nothing that this reader may see: the same page, for everybody. */
export const NOT_FOUND = {
  view: 'not-found',
  model: {},
  status: 404,
} as const satisfies PageAnswer;

/** A form that is not from a page of ours, or from one that is too old. Nothing was written. */
export const STALE_FORM = {
  view: 'stale-form',
  model: {},
  status: 403,
} as const satisfies PageAnswer;
