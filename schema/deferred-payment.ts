import { INTEREST_ADDED } from '../src/charging/deferred.ts';
import {
  type DeferredEntry,
  type DeferredStanding,
  ENTRY_KINDS,
  endOf,
  type RecordedAgreement,
  standingOn,
} from '../src/charging/deferred-agreement.ts';
import {
  type DeferredBook,
  INTEREST_TERMS,
  PERMITTED_CHARGES,
} from '../src/charging/deferred-rates.ts';
import { builder } from './builder.ts';
import { MeansStepType } from './financial-assessment.ts';
import { Money, money } from './money.ts';
import { OrganisationType } from './stream.ts';

export const InterestTermEnum = builder.enumType('InterestTerm', {
  description:
    'NATIONAL_MAXIMUM the most that any council may ask for, as it changes each half-year; OWN_RATE the council’s own, which is never more; NONE no interest.',
  values: INTEREST_TERMS,
});

export const InterestAddedEnum = builder.enumType('InterestAdded', {
  description:
    'When interest is added to what is owed and bears interest itself: NEVER, or on the first day of each of these.',
  values: INTEREST_ADDED,
});

export const PermittedChargeEnum = builder.enumType('PermittedCharge', {
  description: 'What a council may ask for a deferred payment agreement itself.',
  values: PERMITTED_CHARGES,
});

const EntryKindEnum = builder.enumType('DeferredEntryKind', {
  description:
    'VALUATION what the property is worth; CHARGE a sum for care that is asked for later; ADMINISTRATION what the council asks for the agreement; REPAYMENT paid towards the debt; END the last day; CORRECTION takes an earlier entry out.',
  values: ENTRY_KINDS,
});

const EntryType = builder.objectRef<DeferredEntry>('DeferredEntry').implement({
  description: 'Something recorded under a deferred payment agreement; never changed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    kind: t.field({ type: EntryKindEnum, description: 'Which.', resolve: ({ kind }) => kind }),
    effectiveDate: t.field({
      type: 'PlainDate',
      description: 'The day it counts from; of END the last day.',
      resolve: ({ on }) => on,
    }),
    amount: t.field({
      type: Money,
      nullable: true,
      description: 'How much; null of END and CORRECTION.',
      resolve: ({ amount }) => money(amount),
    }),
    securedBefore: t.field({
      type: Money,
      nullable: true,
      description: 'Of a VALUATION: what others have secured on the property before.',
      resolve: ({ securedBefore }) => money(securedBefore),
    }),
    charge: t.field({
      type: PermittedChargeEnum,
      nullable: true,
      description: 'Of ADMINISTRATION: what for.',
      resolve: ({ charge }) => charge,
    }),
    corrects: t.id({
      nullable: true,
      description: 'Of a CORRECTION: the id of the entry that it takes out.',
      resolve: ({ corrects }) => corrects,
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Of a CORRECTION: why.' }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
  }),
});

const STANDING_SUMS = {
  propertyValue: 'What the property is worth by the valuation in force.',
  securedBefore: 'What others have secured on it before.',
  deferred: 'Charges for care that were deferred.',
  administration: 'What the council asked for the agreement itself.',
  repaid: 'Paid towards the debt.',
} as const;

const STANDING_IF_KNOWN = {
  limit:
    'The most that may be owed for care: 90 per cent of the value less the lower capital limit and what is secured before; null where that limit is not loaded.',
  interest: 'Interest by the day; null where a rate is lacking.',
  debt: 'Owed in all; no money paid, and in no figure of the budget. Null where the interest is not known.',
  roomLeft: 'What may still be deferred; null where the limit or the debt is not known.',
} as const;

const StandingType = builder.objectRef<DeferredStanding>('DeferredStanding').implement({
  description: 'How a deferred payment agreement stands on a day.',
  fields: (t) => {
    const sum = (field: keyof typeof STANDING_SUMS) =>
      t.field({
        type: Money,
        description: STANDING_SUMS[field],
        resolve: (standing) => ({ pence: standing[field] }),
      });
    const ifKnown = (field: keyof typeof STANDING_IF_KNOWN) =>
      t.field({
        type: Money,
        nullable: true,
        description: STANDING_IF_KNOWN[field],
        resolve: (standing) => money(standing[field]),
      });
    return {
      on: t.field({ type: 'PlainDate', description: 'The day.', resolve: ({ on }) => on }),
      ...{ propertyValue: sum('propertyValue'), securedBefore: sum('securedBefore') },
      ...{ deferred: sum('deferred'), administration: sum('administration') },
      ...{ repaid: sum('repaid'), limit: ifKnown('limit'), interest: ifKnown('interest') },
      ...{ debt: ifKnown('debt'), roomLeft: ifKnown('roomLeft') },
      reviewDue: t.exposeBoolean('reviewDue', {
        nullable: true,
        description:
          'Whether the debt has come to 70 per cent of the value; null where it is not known.',
      }),
      notKnown: t.field({
        type: ['String'],
        description: 'What is not known, in words.',
        resolve: ({ lacking }) => [...lacking],
      }),
      working: t.field({
        type: [MeansStepType],
        description: 'The steps to the limit and the debt.',
        resolve: ({ steps }) => [...steps],
      }),
    };
  },
});

/** An agreement with the rates by which it is worked out. */
export interface ShownAgreement {
  readonly agreement: RecordedAgreement;
  readonly book: DeferredBook;
}

export const DeferredPaymentType = builder.objectRef<ShownAgreement>('DeferredPayment').implement({
  description:
    'An agreement by which a council asks for its charges later, against a property (Care Act 2014 s34). What is deferred is a debt: no contribution received, and paid nowhere.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ agreement }) => agreement.id }),
    council: t.field({
      type: OrganisationType,
      description: 'The council.',
      resolve: ({ agreement }) => agreement.council,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day.',
      resolve: ({ agreement }) => agreement.firstDay,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day on which anything is deferred; null while it runs.',
      resolve: ({ agreement }) => endOf(agreement),
    }),
    interest: t.field({
      type: InterestTermEnum,
      description: 'Which interest it bears.',
      resolve: ({ agreement }) => agreement.interest,
    }),
    interestAdded: t.field({
      type: InterestAddedEnum,
      description: 'When interest is added to what is owed.',
      resolve: ({ agreement }) => agreement.interestAdded,
    }),
    entries: t.field({
      type: [EntryType],
      description: 'All that is recorded under it, in the order recorded.',
      resolve: ({ agreement }) => [...agreement.entries],
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ agreement }) => agreement.recordedAt,
    }),
    standing: t.field({
      type: StandingType,
      nullable: true,
      description: 'How it stands, by the rates known now; null on a day before it.',
      args: { on: t.arg({ type: 'PlainDate', description: 'On which day; left out: today.' }) },
      resolve: ({ agreement, book }, { on }, { today }) => standingOn(agreement, book, on ?? today),
    }),
  }),
});
