import { endOf } from '../src/budgets/restatement-service.ts';
import type { PersonKey, VisiblePerson } from '../src/people/visible.ts';
import { IntegratedBudgetType, READ_WITH_LEDGER, READ_WITH_LINES } from './budget.ts';
import { builder } from './builder.ts';
import { badInput, connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import { selects } from './selection.ts';

export const NameType = builder
  .objectRef<{ readonly full: string | null }>('PersonName')
  .implement({
    description: 'A person’s name, as the source that told it last writes it.',
    fields: (t) => ({
      full: t.exposeString('full', {
        nullable: true,
        description: 'Given names and surname; null when no source gives a name.',
      }),
    }),
  });

export const nameOf = ({
  givenNames,
  surname,
}: Pick<VisiblePerson, 'givenNames' | 'surname'>): { readonly full: string | null } => ({
  full: [givenNames, surname].filter((part) => part !== null).join(' ') || null,
});

const AddressType = builder.objectRef<{ readonly postcode: string }>('PersonAddress').implement({
  description: 'Where a person lives, as far as the hub is told.',
  fields: (t) => ({
    postcode: t.exposeString('postcode', { description: 'As the source that told it last wrote.' }),
  }),
});

export const PersonType = builder.objectRef<VisiblePerson>('Person').implement({
  description: 'A person with money from one or more funders.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; made from nothing about the person.' }),
    name: t.field({
      type: NameType,
      description: 'What they are called.',
      resolve: nameOf,
    }),
    nhsNumber: t.field({
      type: 'NhsNumber',
      nullable: true,
      description: 'Their NHS number, where a source gives it.',
      resolve: (person) => person.nhsNumber as never,
    }),
    birthDate: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'Their birth date, where a source gives it.',
      resolve: (person) => person.birthDate,
    }),
    deathDate: t.field({
      type: 'PlainDate',
      nullable: true,
      description:
        'When they died: the earliest date of the sources that the viewer is shown; null where none of them tells of a death.',
      resolve: (person) => person.deathDate,
    }),
    restricted: t.exposeBoolean('restricted', {
      description: 'Whether, for their safety, nobody but they themself is told where they live.',
    }),
    address: t.field({
      type: AddressType,
      nullable: true,
      description:
        'Where they live; null where no source tells it, and of a restricted record for everybody but the person themself.',
      resolve: ({ postcode }) => (postcode === null ? null : { postcode }),
    }),
    integratedBudget: t.field({
      type: IntegratedBudgetType,
      description: 'Their money in a financial year, whoever pays.',
      args: {
        year: t.arg({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
        knownAt: t.arg({
          type: 'PlainDate',
          required: false,
          description:
            'What deliveries had told by the end of this day; left out: what is known now.',
        }),
      },
      resolve: (person, { year, knownAt }, context, info) => {
        const withLines = selects(info, READ_WITH_LINES);
        return context.budget(person, {
          year,
          knownAt: knownAt ? endOf(knownAt) : null,
          withLines,
          withLedger: selects(info, READ_WITH_LEDGER),
        });
      },
    }),
  }),
});

export const PersonBy = builder.inputType('PersonBy', {
  description: 'How a person is asked for: by exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    nhsNumber: t.field({ type: 'NhsNumber', description: 'By NHS number.' }),
    nino: t.field({ type: 'Nino', description: 'By National Insurance number.' }),
    id: t.id({ description: 'By the opaque id.' }),
  }),
});

/** The one key that was given. */
export function keyOf(by: typeof PersonBy.$inferInput): PersonKey {
  if (by.nhsNumber) return { nhsNumber: by.nhsNumber };
  if (by.nino) return { nino: by.nino };
  if (by.id) return { id: by.id };
  throw badInput('by needs exactly one key');
}

const PersonConnection = connectionOf<VisiblePerson>('Person', PersonType);

builder.queryFields((t) => ({
  person: t.field({
    type: PersonType,
    nullable: true,
    description: 'One person, or null: not known and not allowed are the same answer.',
    args: { by: t.arg({ type: PersonBy, required: true, description: 'Whom.' }) },
    resolve: (_root, { by }, context) => context.person(keyOf(by)),
  }),
  people: t.field({
    type: PersonConnection,
    description: 'The people the viewer works with, acts for or pays for, in order of id.',
    args: pageArguments(t.arg),
    resolve: async (_root, args, context) => {
      const { first, after } = readPage(args);
      return pageOf(await context.people({ after, first }), first);
    },
  }),
}));
