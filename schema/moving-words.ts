/** What inputs that move money say alike. */
export const ACCOUNT = 'Which account, by its id.';
export const AMOUNT = 'How much; more than nothing.';
export const TOOK_EFFECT = 'The day it took effect; at most today.';
export const STREAM =
  'Needed where the account is of care that its funder buys, else only where one source is meant: its stream’s code.';
export const FUNDER = 'The code of that source’s funder; SELF where it is the person’s own money.';
