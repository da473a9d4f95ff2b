import { worded } from './words.ts';

export const askedAbout = worded({
  MOVEMENT: 'money that moved',
  AWARD: 'what you were awarded',
  EXPECTED: 'money that was to come',
  NOTICE: 'money that is asked back',
  STATEMENT: 'a statement',
  OTHER: 'something else',
  CHANGE: 'what you would have instead',
  HELPER: 'whom you would have help you',
});

export const changeAsked = worded({
  CHANGE: 'other support',
  TAKE_MONEY: 'the money, to arrange it yourself',
  MIX: 'some of the money, and some support that is arranged',
});

export const queryOutcome = worded({
  UPHELD: 'something is wrong',
  NOT_UPHELD: 'it is right as it stands',
  CORRECTED: 'it was wrong and has been put right',
  AGREED: 'what was asked for is agreed',
  PARTLY_AGREED: 'a part of what was asked for is agreed',
  NOT_AGREED: 'what was asked for is not agreed',
});

export const reviewKind = worded({
  PLAN: 'your support plan',
  DIRECT_PAYMENT_AUDIT: 'how your direct payment was used',
  ELIGIBILITY: 'whether you still have a right to this support',
});
