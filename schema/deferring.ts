import DataLoader from 'dataloader';
import type { RecordedAgreement } from '../src/charging/deferred-agreement.ts';
import { deferredBook } from '../src/charging/deferred-rate-store.ts';
import type { SaidEntry } from '../src/charging/judge-deferred.ts';
import {
  agreementsByCouncil,
  agreementsFor,
  DEFERRED_STREAM,
} from '../src/charging/read-deferred.ts';
import {
  type DeferredOutcome,
  recordDeferredEntry,
  recordDeferredPayment,
} from '../src/charging/record-deferred.ts';
import { ChargingRefused } from '../src/charging/refusals.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { PersonId } from '../src/values/ids.ts';
import { NO_PENCE } from '../src/values/money.ts';
import type { PlainDate } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import {
  DeferredPaymentType,
  InterestAddedEnum,
  InterestTermEnum,
  PermittedChargeEnum,
  type ShownAgreement,
} from './deferred-payment.ts';
import { forAssessors } from './financial-assessment.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, RecordedAgreement[] | null>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, RecordedAgreement[] | null> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, RecordedAgreement[] | null>(
      (people) => agreementsFor(context.hub.serving, context.viewer, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

const books = new WeakMap<Context, ReturnType<typeof deferredBook>>();

/** With the rates, which are read once for a request and only where there is an agreement. */
async function shown(
  context: Context,
  agreements: readonly RecordedAgreement[],
): Promise<ShownAgreement[]> {
  if (agreements.length === 0) return [];
  const reading = books.get(context) ?? deferredBook(context.hub.serving, context.today);
  books.set(context, reading);
  const book = await reading;
  return agreements.map((agreement) => ({ agreement, book }));
}

/** The person can see that their means were looked at. */
function tells(context: Context, id: string, found: readonly RecordedAgreement[]): void {
  context.tells({ id: id as PersonId }, found.length > 0 ? [DEFERRED_STREAM] : []);
}

builder.objectField(PersonType, 'deferredPayments', (t) =>
  t.field({
    type: [DeferredPaymentType],
    nullable: true,
    description:
      'Agreements by which councils ask for their charges later. For the person, a representative to whom the stream is granted, and a team of the council that charges, its own alone; null for everyone else.',
    resolve: async (person, _args, context) => {
      const found = await loaderOf(context).load(person);
      if (!found) return null;
      tells(context, person.id, found);
      return shown(context, found);
    },
  }),
);

builder.queryField('deferredPayments', (t) =>
  t.field({
    type: [DeferredPaymentType],
    nullable: true,
    description:
      'Deferred payment agreements of the viewer’s own council with a person whom it funds; for its finance and care teams. Null: not known and not allowed are the same answer.',
    args: { by: t.arg({ type: PersonBy, required: true, description: 'Whose.' }) },
    resolve: async (_root, { by }, context) => {
      const { hub, viewer, today } = context;
      const found = await agreementsByCouncil(hub.serving, viewer, keyOf(by), today);
      if (!found) return null;
      tells(context, found.personId, found.recorded);
      return shown(context, found.recorded);
    },
  }),
);

type Recorded = { readonly deferredPayment: ShownAgreement; readonly replayed: boolean };

const DeferredSuccess = builder.objectRef<Recorded>('DeferredPaymentSuccess').implement({
  description: 'It is recorded.',
  fields: (t) => ({
    deferredPayment: t.field({
      type: DeferredPaymentType,
      description: 'The agreement, with all that is recorded under it.',
      resolve: ({ deferredPayment }) => deferredPayment,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where this had been recorded before and nothing was written.',
    }),
  }),
});

const DeferredRefusal = builder.objectRef<Refused>('DeferredPaymentRefusal').implement({
  description: 'What was not recorded of a deferred payment.',
  interfaces: [Refusal],
});

const DeferredResult = builder.unionType('DeferredPaymentResult', {
  description: 'The agreement as it is now, or why nothing was recorded.',
  types: [DeferredSuccess, DeferredRefusal],
  resolveType: (value) =>
    'deferredPayment' in value ? 'DeferredPaymentSuccess' : 'DeferredPaymentRefusal',
});

async function answered(
  context: Context,
  record: () => Promise<DeferredOutcome | null>,
): Promise<Recorded | Refused> {
  try {
    const recorded = await record();
    if (!recorded) throw forAssessors();
    const { agreement, replayed } = recorded;
    tells(context, agreement.personId, [agreement]);
    const [deferredPayment] = (await shown(context, [agreement])) as [ShownAgreement];
    return { deferredPayment, replayed };
  } catch (error) {
    if (!(error instanceof ChargingRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

const KEY = 'A key of the caller’s: sent again with the same input it changes nothing.';

const PaymentInput = builder.inputType('RecordDeferredPaymentInput', {
  description: 'A deferred payment agreement of the viewer’s council.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'With whom.' }),
    firstDay: t.field({ type: 'PlainDate', required: true, description: 'At most today.' }),
    propertyValue: t.field({ type: 'Pence', required: true, description: 'What it is worth.' }),
    securedBefore: t.field({
      type: 'Pence',
      description: 'What others have secured on it before; left out: nothing.',
    }),
    interest: t.field({ type: InterestTermEnum, required: true, description: 'Which.' }),
    interestAdded: t.field({
      type: InterestAddedEnum,
      required: true,
      description: 'When it is added to what is owed.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationField('recordDeferredPayment', (t) =>
  t.field({
    type: DeferredResult,
    description:
      'Records an agreement by which the viewer’s council asks for its charges later; for its finance and care teams. One runs at a time.',
    args: { input: t.arg({ type: PaymentInput, required: true, description: 'The agreement.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { firstDay, propertyValue, interest, interestAdded, idempotencyKey } = input;
      const request = {
        ...{ firstDay, propertyValue, interest, interestAdded, idempotencyKey },
        person: keyOf(input.person),
        securedBefore: input.securedBefore ?? NO_PENCE,
      };
      return answered(context, () => recordDeferredPayment(hub.serving, viewer, request, today));
    },
  }),
);

const ValuationInput = builder.inputType('DeferredValuationInput', {
  description: 'What the property is worth from a day on.',
  fields: (t) => ({
    propertyValue: t.field({ type: 'Pence', required: true, description: 'What it is worth.' }),
    securedBefore: t.field({
      type: 'Pence',
      description: 'What others have secured on it before; left out: nothing.',
    }),
  }),
});

const AdministrationInput = builder.inputType('DeferredAdministrationInput', {
  description: 'What the council asks for the agreement itself, added to the debt.',
  fields: (t) => ({
    charge: t.field({ type: PermittedChargeEnum, required: true, description: 'What for.' }),
    amount: t.field({
      type: 'Pence',
      required: true,
      description: 'No more than the council’s own figure of that day.',
    }),
  }),
});

const CorrectionInput = builder.inputType('DeferredCorrectionInput', {
  description: 'Takes an entry out, as if it had never been.',
  fields: (t) => ({
    entry: t.id({ required: true, description: 'Its id.' }),
    reason: t.string({ required: true, description: 'Why, at most 500 characters.' }),
  }),
});

const EntryInput = builder.inputType('DeferredEntryInput', {
  description: 'What is to be recorded: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    charge: t.field({ type: 'Pence', description: 'A sum for care that is asked for later.' }),
    administration: t.field({ type: AdministrationInput, description: 'The council’s charge.' }),
    repayment: t.field({ type: 'Pence', description: 'Paid towards the debt.' }),
    valuation: t.field({ type: ValuationInput, description: 'A new value of the property.' }),
    end: t.boolean({ description: 'True: the date is the last day on which it defers.' }),
    correction: t.field({ type: CorrectionInput, description: 'Takes an entry out.' }),
  }),
});

function entryOf(input: typeof EntryInput.$inferInput, on: PlainDate): SaidEntry {
  if (input.charge) return { kind: 'CHARGE', on, amount: input.charge };
  if (input.administration) return { kind: 'ADMINISTRATION', on, ...input.administration };
  if (input.repayment) return { kind: 'REPAYMENT', on, amount: input.repayment };
  if (input.valuation) {
    const { propertyValue, securedBefore } = input.valuation;
    return {
      ...{ kind: 'VALUATION', on, amount: propertyValue },
      securedBefore: securedBefore ?? NO_PENCE,
    };
  }
  if (input.end) return { kind: 'END', on };
  if (input.correction) {
    const { entry, reason } = input.correction;
    return { kind: 'CORRECTION', on, corrects: entry, reason };
  }
  throw badInput('entry needs exactly one of its fields, and end is true');
}

const RecordEntryInput = builder.inputType('RecordDeferredEntryInput', {
  description: 'Something to be recorded under a deferred payment agreement.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose agreement.' }),
    deferredPayment: t.id({ required: true, description: 'The agreement’s id.' }),
    effectiveDate: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it counts from, at most today.',
    }),
    entry: t.field({ type: EntryInput, required: true, description: 'What.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationField('recordDeferredEntry', (t) =>
  t.field({
    type: DeferredResult,
    description:
      'Defers a charge, adds the council’s own, records a repayment, a new value or the end, or takes one of these out; for finance and care teams of the council. Moves no money.',
    args: { input: t.arg({ type: RecordEntryInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { deferredPayment: agreement, effectiveDate, idempotencyKey } = input;
      const entry = entryOf(input.entry, effectiveDate);
      const request = { person: keyOf(input.person), agreement, entry, idempotencyKey };
      return answered(context, () => recordDeferredEntry(hub.serving, viewer, request, today));
    },
  }),
);
