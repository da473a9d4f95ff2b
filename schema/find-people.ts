import type { FoundPerson, Sought } from '../src/people/find.ts';
import { BadValue } from '../src/values/bad-value.ts';
import { parseText } from '../src/values/text.ts';
import { builder } from './builder.ts';
import { badInput, connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import { NameType, nameOf } from './person.ts';

const FoundPersonType = builder.objectRef<FoundPerson>('FoundPerson').implement({
  description:
    'Somebody on the books of the viewer’s organisation, as its own sources tell of them. To see more, open the record by this id.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; opens nothing by itself.' }),
    name: t.field({ type: NameType, description: 'What they are called.', resolve: nameOf }),
    birthDate: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'Their birth date, where a source of the organisation gives it.',
      resolve: ({ birthDate }) => birthDate,
    }),
    worksWith: t.exposeBoolean('worksWith', {
      description:
        'Whether the viewer sees the record already: they work with the person, or have it open.',
    }),
  }),
});

const FoundPersonConnection = connectionOf<FoundPerson>('FoundPerson', FoundPersonType);

const SoughtNameInput = builder.inputType('SoughtNameInput', {
  description:
    'A name and a birth date. Case, accents, hyphens and spaces make no difference; a restricted record is not found by it.',
  fields: (t) => ({
    surname: t.string({ required: true, description: 'The whole surname.' }),
    givenNames: t.string({
      description: 'The first name, or a short form of it; left out: whatever it is.',
    }),
    birthDate: t.field({ type: 'PlainDate', required: true, description: 'The exact day.' }),
  }),
});

const FindPeopleInput = builder.inputType('FindPeopleInput', {
  description: 'Who is sought: by exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    nhsNumber: t.field({ type: 'NhsNumber', description: 'By NHS number.' }),
    name: t.field({ type: SoughtNameInput, description: 'By name and birth date.' }),
  }),
});

builder.queryField('findPeople', (t) =>
  t.field({
    type: FoundPersonConnection,
    description:
      'People on the books of the viewer’s own organisation, in order of id; for care teams. Each is told that they were found. Nobody known and not allowed are the same empty page.',
    args: {
      input: t.arg({ type: FindPeopleInput, required: true, description: 'Whom.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { input, ...args }, context) => {
      const { first, after } = readPage(args);
      return pageOf(await context.findPeople(soughtIn(input), { after, first }), first);
    },
  }),
);

function soughtIn({ nhsNumber, name }: typeof FindPeopleInput.$inferInput): Sought {
  if (nhsNumber) return { nhsNumber };
  if (!name) throw badInput('input needs exactly one key');
  const { surname, givenNames, birthDate } = name;
  return {
    surname: textIn('surname', surname),
    givenNames: givenNames ? textIn('givenNames', givenNames) : null,
    birthDate,
  };
}

function textIn(field: string, text: string): string {
  try {
    return parseText(text);
  } catch (error) {
    if (error instanceof BadValue) throw badInput(`${field} ${error.message}`);
    throw error;
  }
}
