import { type Cell, coded } from './document.ts';

type Words = Readonly<Record<string, string>>;

/** A code of the hub's in words; one that has none is shown as words made of its letters. */
export function worded(words: Words): (code: string | null) => Cell {
  return (code) => (code === null ? null : coded(code, words[code] ?? plainly(code)));
}

/** `OPENED_EARLY` and `opened-early` as `opened early`. */
export function plainly(code: string): string {
  return code.toLowerCase().replaceAll(/[_-]/g, ' ');
}

export const basis = worded({
  RECURRING: 'a regular sum',
  ONE_OFF: 'one sum',
  CEILING: 'the most that can be claimed',
  ACTIVITY: 'care that was given',
});

export const mode = worded({
  NOTIONAL: 'the organisation keeps the money and buys the support for you',
  THIRD_PARTY: 'an independent organisation keeps the money for you',
  DIRECT_PAYMENT: 'the money is paid to you, or to somebody who keeps it for you',
  COMMISSIONED: 'the organisation arranges the support itself',
});

export const per = worded({
  HOUR: 'for an hour',
  DAY: 'for a day',
  SESSION: 'for a session',
  WEEK: 'for a week',
  FORTNIGHT: 'for two weeks',
  FOUR_WEEKS: 'for four weeks',
  MONTH: 'for a month',
  QUARTER: 'for three months',
  YEAR: 'for a year',
  ONCE: 'once',
});

export const paidEvery = worded({
  WEEK: 'every week',
  FOUR_WEEKS: 'every four weeks',
  MONTH: 'every month',
});

export const terms = worded({
  NET: 'what is left when your contribution is taken off',
  GROSS: 'all of it; your contribution is asked for apart',
});

export const timing = worded({
  ADVANCE: 'those that begin with the payment',
  ARREARS: 'those before the payment',
});

export const contribution = worded({
  NONE: 'nothing',
  WHOLE: 'all of it',
  UNKNOWN: 'not known',
  WEEKLY: 'a sum each week',
  SUM: 'one sum',
});

export const wishKind = worded({ AGREEMENT: 'you agree', OBJECTION: 'you object' });

export const sector = worded({
  SOCIAL_CARE: 'social care teams',
  HEALTH: 'health teams',
  HOUSING: 'housing teams',
  EMPLOYMENT: 'employment support teams',
});

export const givenBy = worded({
  self: 'you',
  attorney: 'your attorney',
  deputy: 'your deputy',
  appointee: 'your appointee',
});

export const representativeKind = worded({
  'attorney-money': 'attorney for property and money',
  'attorney-welfare': 'attorney for health and welfare',
});

export const openingKind = worded({
  WORK: 'to work with you',
  BREAK_GLASS: 'in an emergency',
});

export const deliveryStatus = worded({
  LOADED: 'taken in',
  WITHDRAWN: 'taken back',
});

/** Under which basis a sender passed its rows on. */
export const sharingBasis = worded({
  'individual-care': 'for your own care',
  statutory: 'because a law asks for it or allows it',
  agreement: 'by agreement',
  commissioning: 'to plan and pay for services',
});

export const fundingState = worded({
  PROPOSED: 'proposed only',
  AGREED: 'agreed',
  DISPUTED: 'not agreed yet',
});

export const paidTo = worded({
  PERSON: 'you',
  EMPLOYER: 'your employer',
  SUPPLIER: 'the supplier',
});

export const role = worded({
  holder: 'you, or somebody signed in as you',
  representative: 'somebody who acts for you',
  'care-team': 'a care team',
  finance: 'a finance team',
  analyst: 'an analyst',
  operator: 'somebody who runs this service',
});

export const movementKind = worded({
  DEPOSIT: 'money that was put in',
  CONTRIBUTION: 'what you paid towards your care',
  SPENDING: 'a payment',
  REVERSAL: 'an earlier movement was taken back',
  HOLD: 'money was promised for a bill',
  RELEASE: 'money that was promised is free again',
  SETTLEMENT: 'a bill that money was promised for was paid',
  SET_ASIDE: 'money was set aside for the unforeseen',
  TAKEN_BACK: 'money that was set aside is free again',
  TRANSFER: 'money went from one account of yours to another',
  REFUND: 'money of a payment came back',
  IN_QUESTION: 'a payment that nobody answers for yet',
  ATTRIBUTION: 'it was decided whose money a payment was',
  RECLAIM: 'money went back to whoever paid it in',
  RECHARGE: 'one funder paid another',
});

export const way = worded({ IN: 'into the account', OUT: 'out of the account' });

/** Where money can be that is not in the account. */
const PLACES: Words = {
  ...{ FUNDING: 'Put in', PROVIDER: 'Paid out', CONTRIBUTION: 'Paid in by you' },
  ...{ COMMITTED: 'Promised for bills', CONTINGENCY: 'Set aside', COLLECTED: 'Collected from you' },
  ...{ RECLAIM: 'Gone back to the funder', RECHARGE: 'Between funders' },
  IN_QUESTION: 'In question',
};

export const decided = worded({
  ALLOWED: 'it was a payment that could be made',
  REPAID_BY_PERSON: 'you paid it back',
  BREACH: 'it was not what the money is for',
});

export const placeLabel = (kind: string): string => PLACES[kind] ?? plainly(kind);

/** What a council charges for, or may not. */
export const chargedFor = worded({
  ADULT: 'care and support for you',
  CARER: 'support for you as a carer',
  AFTERCARE: 'aftercare under the Mental Health Act, which is free',
  CONTINUING_HEALTHCARE: 'NHS continuing healthcare, which is free',
  NURSING: 'nursing that the NHS pays for, which is free',
  NHS_SHARE: 'the NHS share of joint care, which is free',
  REABLEMENT: 'short help to get you back on your feet, which is free',
});

export const careSetting = worded({
  NON_RESIDENTIAL: 'not in a care home',
  CARE_HOME: 'in a care home',
});

export const manner = worded({
  ASSESSED: 'from your income and what you own',
  LIGHT_TOUCH: 'the council took a sum as assessed, without asking for everything',
  FULL_COST: 'you agreed to pay the full cost',
  NOT_DISCLOSED: 'your means were not told, so the full cost is asked for',
});

export const ageBand = worded({
  '18_TO_24': '18 to 24',
  '25_TO_PENSION': '25 up to pension age',
  PENSION: 'pension age or over',
});

export const household = worded({ SINGLE: 'single', COUPLE: 'one of a couple' });

export const premium = worded({
  DISABILITY_PREMIUM: 'disability premium',
  ENHANCED_DISABILITY_PREMIUM: 'enhanced disability premium',
  CARER_PREMIUM: 'carer premium',
});

/** Kinds of income, and of what somebody owns. */
export const meansKind = worded({
  EARNINGS: 'earnings, which are left out',
  PENSION: 'a pension',
  BENEFIT: 'a benefit',
  SAVINGS: 'savings',
  PROPERTY: 'land or a building',
  OTHER: 'something else',
});

export const assessedKind = worded({
  WEEKLY: 'a sum each week',
  WHOLE_COST: 'all that the care costs the council',
  NEVER_CHARGED: 'nothing: the law forbids a charge',
  NOT_KNOWN: 'not known: a figure is lacking',
});

/** Which interest a deferred payment agreement bears. */
export const interest = worded({
  NATIONAL_MAXIMUM: 'the most that any council may ask for, as it changes each half-year',
  OWN_RATE: 'the council’s own rate, as it changes',
  NONE: 'no interest',
});

export const interestAdded = worded({
  NEVER: 'never: it bears no interest itself',
  DAILY: 'each day',
  MONTHLY: 'on the first day of each month',
  QUARTERLY: 'on the first day of each quarter',
  HALF_YEARLY: 'on 1 January and 1 July',
});

export const deferredEntry = worded({
  VALUATION: 'what your property is worth',
  CHARGE: 'a sum for your care that is asked for later',
  ADMINISTRATION: 'what the council asks for the agreement itself',
  REPAYMENT: 'paid towards what you owe',
  END: 'the last day on which anything is asked for later',
  CORRECTION: 'an earlier number was wrong and is taken out',
});

export const permittedCharge = worded({
  SET_UP: 'setting the agreement up',
  YEARLY: 'a year of the agreement',
  VALUATION: 'a valuation',
  STATEMENT: 'a statement',
  ENDING: 'ending the agreement',
  OTHER: 'something else',
});

export const topUpPayer = worded({
  RELATIVE: 'a relative',
  FRIEND: 'a friend',
  CHARITY: 'a charity',
  SOMEBODY_ELSE: 'somebody else',
});

export const outcome = worded({
  LINKED: 'taken as the same person',
  REVIEW: 'left for somebody to decide',
});

export const decision = worded({
  LINK: 'the same person',
  NOT_SAME: 'not the same person',
  CANNOT_TELL: 'cannot be told',
});

export const freshness = worded({
  FRESH: 'up to date',
  STALE: 'old',
  MISSING: 'not received',
});

export const nature = worded({
  BUDGET: 'part of your budget',
  CARE_GIVEN: 'care already given, not part of your budget',
  ENTITLEMENT: 'a benefit, not part of your budget',
  COST: 'what your home costs, not part of your budget',
});

/** What the matching compares. */
export const matchField = worded({
  nhsNumber: 'NHS number',
  nino: 'National Insurance number',
  surname: 'surname',
  givenNames: 'first names',
  birthDate: 'date of birth',
  postcode: 'postcode',
});

/** How the two sides of a comparison agree. */
export const matchLevel = worded({
  SAME: 'the same',
  DIFFERENT: 'different',
  NEARLY: 'nearly the same',
  ALIKE: 'alike',
  SWAPPED: 'the other way round',
  NICKNAME: 'short for the same name',
  PART: 'one part is the same',
  INITIAL: 'the first letter is the same',
  YEAR_AND_MONTH: 'the same year and month',
  SECTOR: 'the same small area',
  OUTWARD: 'the same larger area',
  NOT_SAID: 'one of them does not say',
});

/** What is told of care that was given, by the names under which it is kept. */
const ACTIVITY: Words = {
  kind: 'Kind of care',
  scheme: 'Paid for by',
  code: 'Code',
  admissionMethod: 'How you came in (NHS code)',
  patientClassification: 'Kind of stay (NHS code)',
  ageOnAdmission: 'Your age then',
  admittedOn: 'You came in on',
  dischargedOn: 'You left on',
  provider: 'Given by',
  bestPracticeEvidenced: 'Shown to be best practice',
  marketForcesFactor: 'Factor for the cost of the place',
  setting: 'Where',
  days: 'Days',
  initialAssessment: 'Began with a first assessment',
  count: 'How many',
  on: 'Day',
  points: 'Points of need',
};

export const activityLabel = (key: string): string =>
  ACTIVITY[key] ?? plainly(key.replace(/[A-Z]/g, '-$&'));

export const activityKind = worded({
  SPELL: 'hospital stay',
  CLUSTER_PERIOD: 'mental health care',
  WEEKLY_DAYS: 'days at a weekly rate',
  UNITS: 'hours or contacts',
  NEED_POINTS: 'points of need',
});

export const setting = worded({ ADMITTED: 'in hospital', NON_ADMITTED: 'outside hospital' });

const CHANGES: Words = {
  'relationship-started': 'a worker began to work with you',
  'relationship-ended': 'a worker stopped working with you',
  'wish-recorded': 'what you agree or object to was written down',
  'reading-chosen': 'you said how you want to read',
  'wishes-ended': 'what you agreed or objected to was taken back',
  'representative-recorded': 'somebody was given the power to act for you',
  'representative-suspended': 'you stopped somebody acting for you',
  'representatives-ended': 'somebody’s power to act for you ended',
  'record-opened': 'a worker opened your record for work',
  'glass-broken': 'a worker opened your record in an emergency',
  'opening-reviewed': 'somebody checked why your record was opened',
  'people-linked': 'two of your numbers were put together',
  'people-unlinked': 'two numbers that were put together were parted',
  'match-decided': 'somebody decided whether two descriptions are both yours',
  'funding-decided': 'it was decided who pays which share',
  'funding-ended': 'a decision on who pays which share ended',
  'account-opened': 'an account was opened for your money',
  'means-assessed': 'a council worked out what you are to pay for your care',
  'deferred-payment-agreed': 'a council agreed to ask later for what you are to pay',
  'deferred-entry-recorded': 'something was written down under such an agreement',
  'top-up-recorded': 'it was written down what somebody else pays for your home',
  'query-asked': 'something was asked about your money',
  'evidence-attached': 'a file was attached to what was asked',
  'query-answered': 'a question about your money was answered',
  'review-recorded': 'a review of your support was written down',
  'unmet-need-recorded': 'something that you need and nobody pays for was written down',
  'unmet-need-ended': 'it was written down that such a need is unmet no longer',
  'reclaim-noticed': 'money was asked back from you',
  'reclaim-withdrawn': 'asking money back from you was taken back',
  'opt-out-recorded': 'your national data opt-out was written down',
  'opt-outs-ended': 'your national data opt-out ended',
  'person-exported': 'a copy like this one was made',
  'statement-printed': 'a statement was printed, for somebody who does not sign in',
};

export const change = worded(CHANGES);
