import DataLoader from 'dataloader';
import { CONTRIBUTION_BASES } from '../src/ledger/contributions-due.ts';
import { EXPECTED_STATUSES, type ExpectedPayment, type Receipt } from '../src/ledger/expected.ts';
import type { RecordedSchedule } from '../src/ledger/expected-store.ts';
import {
  type Expected,
  type ExpectedDays,
  expectedOf,
  type ToldAsOf,
} from '../src/ledger/read-expected.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { lastMomentOf, NOW } from '../src/values/moment.ts';
import type { Pence } from '../src/values/money.ts';
import { lastDay } from '../src/values/period.ts';
import { addDays, earlier, type PlainDate } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { PaymentScheduleType } from './payment-schedule.ts';
import { PersonType } from './person.ts';
import { OrganisationType, StreamType } from './stream.ts';

const StatusEnum = builder.enumType('ExpectedStatus', {
  description:
    'DUE: its day is not past, and nothing has come. LATE: its day is past, and nothing has come. PART_MET: less has come than is to be paid. MET: at least that.',
  values: EXPECTED_STATUSES,
});

const money = (pence: Pence | null) => (pence === null ? null : { pence });

const ReceiptType = builder
  .objectRef<Pick<Receipt, 'movement' | 'day' | 'amount'>>('ExpectedReceipt')
  .implement({
    description: 'Money that came in.',
    fields: (t) => ({
      movement: t.field({
        type: 'ID',
        description: 'The deposit, by its id.',
        resolve: ({ movement }) => movement,
      }),
      date: t.field({
        type: 'PlainDate',
        description: 'The day it came.',
        resolve: ({ day }) => day,
      }),
      amount: t.field({
        type: Money,
        description: 'How much.',
        resolve: ({ amount }) => ({ pence: amount }),
      }),
    }),
  });

export const ExpectedPaymentType = builder
  .objectRef<ExpectedPayment<RecordedSchedule>>('ExpectedPayment')
  .implement({
    description: 'A payment that a schedule expects, and what has come of it.',
    fields: (t) => ({
      schedule: t.field({
        type: PaymentScheduleType,
        description: 'What expects it.',
        resolve: ({ schedule }) => schedule,
      }),
      dueOn: t.field({
        type: 'PlainDate',
        description: 'The day it is due.',
        resolve: ({ dueOn }) => dueOn,
      }),
      stream: t.field({
        type: StreamType,
        description: 'The stream that is paid.',
        resolve: ({ schedule }) => schedule.ofStream,
      }),
      funder: t.field({
        type: OrganisationType,
        description: 'Who pays.',
        resolve: ({ schedule }) => schedule.ofFunder,
      }),
      firstDay: t.field({
        type: 'PlainDate',
        description: 'The first day that it is for.',
        resolve: ({ days }) => days.from,
      }),
      lastDay: t.field({
        type: 'PlainDate',
        description: 'The last day that it is for; never after a death that a source tells of.',
        resolve: ({ days }) => lastDay(days),
      }),
    }),
  });

builder.objectFields(ExpectedPaymentType, (t) => ({
  gross: t.field({
    type: Money,
    description: 'The rate over the days, before anything is taken off.',
    resolve: ({ gross }) => ({ pence: gross }),
  }),
  contribution: t.field({
    type: Money,
    nullable: true,
    description:
      'What the person is to pay for these days by the schedule, taken off where it is net; null where the schedule does not say.',
    resolve: ({ contribution }) => money(contribution),
  }),
  offset: t.field({
    type: Money,
    description: 'Surplus that is taken off.',
    resolve: ({ offset }) => ({ pence: offset }),
  }),
  amount: t.field({
    type: Money,
    description: 'What is to be paid in, all taken off.',
    resolve: ({ amount }) => ({ pence: amount }),
  }),
  status: t.field({
    type: StatusEnum,
    description: 'What has come of it.',
    resolve: ({ status }) => status,
  }),
  received: t.field({
    type: Money,
    description: 'What has come in for it.',
    resolve: ({ received }) => ({ pence: received }),
  }),
  metBy: t.field({
    type: [ReceiptType],
    description: 'The deposits that were recorded as this payment or matched to it.',
    resolve: ({ metBy }) => [...metBy],
  }),
}));

const UnmatchedType = builder.objectRef<Expected['beside'][number]>('UnmatchedReceipt').implement({
  description:
    'Money of a scheduled source that meets no payment: of another amount, on another day, or for days that are expected no longer.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'The stream that paid.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Who paid.',
      resolve: ({ funder }) => funder,
    }),
    receipt: t.field({
      type: ReceiptType,
      description: 'What came.',
      resolve: (receipt) => receipt,
    }),
  }),
});

const BasisEnum = builder.enumType('ContributionBasis', {
  description:
    'SCHEDULE: the terms of a payment schedule say it. ASSESSMENT: the council’s financial assessment does.',
  values: CONTRIBUTION_BASES,
});

const ContributionType = builder
  .objectRef<Expected['contributions'][number]>('ExpectedContribution')
  .implement({
    description: 'What the person is asked to pay for some days of one stream.',
    fields: (t) => ({
      dueOn: t.field({
        type: 'PlainDate',
        description:
          'The day it is due: that of the payment beside it or, by an assessment, the last of four weeks from its first day on.',
        resolve: ({ dueOn }) => dueOn,
      }),
      stream: t.field({
        type: StreamType,
        description: 'Towards what.',
        resolve: ({ stream }) => stream,
      }),
      funder: t.field({
        type: OrganisationType,
        description: 'Whose charge it is.',
        resolve: ({ funder }) => funder,
      }),
      firstDay: t.field({
        type: 'PlainDate',
        description: 'The first day that it is for.',
        resolve: ({ days }) => days.from,
      }),
      lastDay: t.field({
        type: 'PlainDate',
        description: 'The last day that it is for.',
        resolve: ({ days }) => lastDay(days),
      }),
      amount: t.field({
        type: Money,
        description: 'How much.',
        resolve: ({ amount }) => ({ pence: amount }),
      }),
      basis: t.field({
        type: BasisEnum,
        description: 'What says so.',
        resolve: ({ basis }) => basis,
      }),
    }),
  });

const NotKnownType = builder
  .objectRef<Expected['contributionsNotKnown'][number]>('ContributionNotKnown')
  .implement({
    description: 'Days of care that may be charged for, and nobody says how much. Not nothing.',
    fields: (t) => ({
      stream: t.field({
        type: StreamType,
        description: 'Of what.',
        resolve: ({ stream }) => stream,
      }),
      funder: t.field({
        type: OrganisationType,
        description: 'The council that may charge.',
        resolve: ({ funder }) => funder,
      }),
      firstDay: t.field({
        type: 'PlainDate',
        description: 'The first of the days.',
        resolve: ({ days }) => days.from,
      }),
      lastDay: t.field({
        type: 'PlainDate',
        description: 'The last of the days.',
        resolve: ({ days }) => lastDay(days),
      }),
    }),
  });

export const ArrearsType = builder
  .objectRef<Expected['arrears'][number]>('ContributionArrears')
  .implement({
    description:
      'What the person was to pay towards one stream up to today, and what has come of it. Apart from what was paid: a debt is no payment.',
    fields: (t) => ({
      stream: t.field({
        type: StreamType,
        description: 'Towards what.',
        resolve: ({ stream }) => stream,
      }),
      expected: t.field({
        type: Money,
        nullable: true,
        description: 'Due up to today; null where it is not known for some of the days.',
        resolve: ({ expected }) => money(expected),
      }),
      received: t.field({
        type: Money,
        description: 'What they have paid in.',
        resolve: ({ received }) => ({ pence: received }),
      }),
      arrears: t.field({
        type: Money,
        nullable: true,
        description:
          'Expected less received; below nothing where more has come; null if not known.',
        resolve: ({ arrears }) => money(arrears),
      }),
    }),
  });

const ExpectedType = builder.objectRef<Expected>('Expected').implement({
  description:
    'Money that is expected for a person, of the sources shown, and what has come of it. Nothing of it is in an account until it is recorded.',
  fields: (t) => ({
    schedules: t.field({
      type: [PaymentScheduleType],
      description: 'The payment schedules, each with the days on which it holds.',
      resolve: ({ schedules }) => [...schedules],
    }),
    payments: t.field({
      type: [ExpectedPaymentType],
      description: 'Payments due on the days, in order.',
      resolve: ({ payments }) => [...payments],
    }),
    unmatched: t.field({
      type: [UnmatchedType],
      description: 'Money that came on the days and meets no payment.',
      resolve: ({ beside }) => [...beside],
    }),
    contributions: t.field({
      type: [ContributionType],
      description: 'Contributions of the person due on the days, in order.',
      resolve: ({ contributions }) => [...contributions],
    }),
    contributionsNotKnown: t.field({
      type: [NotKnownType],
      description: 'Days for which nobody says what the person is to pay.',
      resolve: ({ contributionsNotKnown }) => [...contributionsNotKnown],
    }),
    arrears: t.field({
      type: [ArrearsType],
      description: 'Up to today, or the day of knownAt, and from the beginning, by stream.',
      resolve: ({ arrears }) => [...arrears],
    }),
  }),
});

/** One request's readers, by the days asked for: what a page asks for is read together. */
const kept = new WeakMap<Context, Map<string, DataLoader<VisiblePerson, Expected>>>();

interface AskedExpected extends ExpectedDays {
  /** As it was known by the end of that day; null for now. */
  readonly knownAt: PlainDate | null;
}

function loaderOf(context: Context, asked: AskedExpected): DataLoader<VisiblePerson, Expected> {
  const own = kept.get(context) ?? new Map<string, DataLoader<VisiblePerson, Expected>>();
  kept.set(context, own);
  const key = `${asked.from} ${asked.to} ${asked.knownAt}`;
  const loader =
    own.get(key) ??
    new DataLoader<VisiblePerson, Expected>((people) => read(context, people, asked), {
      maxBatchSize: 100,
    });
  own.set(key, loader);
  return loader;
}

async function read(
  context: Context,
  people: readonly VisiblePerson[],
  asked: AskedExpected,
): Promise<Expected[]> {
  const { hub, viewer } = context;
  const then = asOf(context.today, asked.knownAt);
  const found = await expectedOf(hub.serving, viewer, people, asked, then);
  for (const [at, { schedules, contributions, arrears }] of found.entries()) {
    const streams = [...contributions, ...arrears].map(({ stream }) => stream.code);
    context.tells(people[at] as VisiblePerson, [
      ...schedules.map(({ stream }) => stream),
      ...streams,
    ]);
  }
  return found;
}

/** As of when, by a day whose end is asked about; what is late on it is judged by it. */
function asOf(today: PlainDate, knownAt: PlainDate | null): ToldAsOf {
  if (knownAt === null) return { at: NOW, today };
  return { at: lastMomentOf(knownAt), today: earlier(knownAt, today) };
}

/** Three years: more than anybody plans ahead, and an answer that stays of a size. */
const MOST_DAYS = 1096;

builder.objectField(PersonType, 'expected', (t) =>
  t.field({
    type: ExpectedType,
    description:
      'Payments and contributions that are due on some days, and what has come of them; for finance, of what their organisation hosts or pays.',
    args: {
      from: t.arg({ type: 'PlainDate', required: true, description: 'The first day.' }),
      to: t.arg({
        type: 'PlainDate',
        required: true,
        description: 'The last day; less than three years after the first, and after today.',
      }),
      knownAt: t.arg({
        type: 'PlainDate',
        description:
          'What had been recorded by the end of this day, and as that day judged it; left out: what is known now.',
      }),
    },
    resolve: (person, { from, to, knownAt }, context) => {
      if (to < from) throw badInput('to is before from');
      if (to > addDays(from, MOST_DAYS) || to > addDays(context.today, MOST_DAYS)) {
        throw badInput('to is more than three years away');
      }
      return loaderOf(context, { from, to, knownAt: knownAt ?? null }).load(person);
    },
  }),
);
