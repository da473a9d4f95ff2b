import { CAUSES, type RestatedLine } from '../src/budgets/restatement.ts';
import type { Restatement } from '../src/budgets/restatement-service.ts';
import { builder } from './builder.ts';
import { FiguresType } from './figures.ts';
import { BasisEnum } from './line.ts';
import { Money, money } from './money.ts';
import { PersonType } from './person.ts';
import { OrganisationType, StreamType } from './stream.ts';

const CauseEnum = builder.enumType('RestatementCause', {
  description:
    'Why a line changed. NEW_TARIFF the same care by another price; RESTATED_COST the sender gives the same service another rate; NEW_DELIVERY a file tells more, less or other days; CORRECTION a delivery was taken back; OVERLAP another line counts it now, or no longer; FUNDING_DECISION funders share it in another way; SUPERSEDED a file counts in place of what the funder recorded itself; RECORDED the funder recorded it, or its end, itself.',
  values: CAUSES,
});

const RestatedLineType = builder.objectRef<RestatedLine>('RestatedLine').implement({
  description: 'One line that says something else than before.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: (line) => line.stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Whose money.',
      resolve: (line) => line.funder,
    }),
    description: t.exposeString('description', { description: 'What it is for.' }),
    basis: t.field({
      type: BasisEnum,
      description: 'What kind of sum it is.',
      resolve: (line) => line.basis,
    }),
    before: t.field({
      type: Money,
      nullable: true,
      description: 'What it came to; null where it was not there, had no price or was not counted.',
      resolve: (line) => money(line.before),
    }),
    after: t.field({
      type: Money,
      nullable: true,
      description: 'What it comes to; null where it is gone, has no price or is not counted.',
      resolve: (line) => money(line.after),
    }),
    difference: t.field({
      type: Money,
      description: 'After less before, what is not known counting as nothing.',
      resolve: (line) => ({ pence: line.difference }),
    }),
    cause: t.field({ type: CauseEnum, description: 'Why.', resolve: (line) => line.cause }),
    words: t.exposeString('words', { description: 'Why, in words.' }),
  }),
});

const RestatementType = builder.objectRef<Restatement>('Restatement').implement({
  description: 'What changed of a person’s year between what was known on two days.',
  fields: (t) => ({
    before: t.field({
      type: FiguresType,
      description: 'The total as known at the end of the first day.',
      resolve: ({ before }) => before.total,
    }),
    after: t.field({
      type: FiguresType,
      description: 'The total as known at the end of the second day, or now.',
      resolve: ({ after }) => after.total,
    }),
    changes: t.field({
      type: [RestatedLineType],
      description: 'The lines that changed; none where the answer is the same.',
      resolve: ({ changes }) => [...changes],
    }),
  }),
});

builder.objectField(PersonType, 'restatement', (t) =>
  t.field({
    type: RestatementType,
    description: 'What changed of a year between two answers, line by line, and why.',
    args: {
      year: t.arg({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
      from: t.arg({
        type: 'PlainDate',
        required: true,
        description: 'What was known by the end of this day.',
      }),
      to: t.arg({
        type: 'PlainDate',
        required: false,
        description: 'Against what was known by the end of this one; left out: known now.',
      }),
    },
    resolve: (person, { year, from, to }, context) =>
      context.restatement(person, { year, from, to: to ?? null }),
  }),
);
