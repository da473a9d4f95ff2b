import { askQuery } from '../src/queries/ask-query.ts';
import { HELPER_KINDS } from '../src/queries/query.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import { keyOf, PersonBy } from './person.ts';
import { asked, ChangeEnum, KEY, QueryRefusalType, told } from './query.ts';
import { RepresentativeKindEnum } from './representative.ts';

const AskForChangeResult = builder.unionType('AskForChangeResult', {
  description: 'The query that asks for it, or why it was not asked for.',
  types: [asked('AskForChangeSuccess', 'The change is asked for.'), QueryRefusalType],
  resolveType: (value) => ('query' in value ? 'AskForChangeSuccess' : 'QueryRefusal'),
});

const AskForChangeInput = builder.inputType('AskForChangeInput', {
  description: 'What a person would have instead of an award, and why.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose money.' }),
    award: t.id({ required: true, description: 'The award of a budget line, by its id.' }),
    choice: t.field({ type: ChangeEnum, required: true, description: 'What instead.' }),
    words: t.string({ required: true, description: 'What and why, in words.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const NameHelperResult = builder.unionType('NameHelperResult', {
  description: 'The query that names somebody, or why nobody was named.',
  types: [asked('NameHelperSuccess', 'Somebody is named.'), QueryRefusalType],
  resolveType: (value) => ('query' in value ? 'NameHelperSuccess' : 'QueryRefusal'),
});

const NameHelperInput = builder.inputType('NameHelperInput', {
  description: 'Whom a person would have act for them, as what, and what they are to see.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Who names them.' }),
    name: t.string({ required: true, description: 'What the person calls them.' }),
    kind: t.field({
      type: RepresentativeKindEnum,
      required: true,
      description:
        'As what: NOMINEE, ATTORNEY_MONEY, ATTORNEY_WELFARE or ADVOCATE; other powers are given by others.',
    }),
    streams: t.stringList({
      description: 'What they are to see, by codes of streams; left out: everything.',
    }),
    words: t.string({
      required: true,
      description: 'How they are reached, and what else is to be known, in words.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationFields((t) => ({
  askForChange: t.field({
    type: AskForChangeResult,
    description:
      'Asks for other support, for the money, or for some of each, where that choice is open; for those who may ask about the award. It is answered by a day that is told, and stops nothing meanwhile.',
    args: { input: t.arg({ type: AskForChangeInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { award, choice, words, idempotencyKey } = input;
      const about = { about: 'CHANGE', id: award, choice } as const;
      const said = { person: keyOf(input.person), about, words, idempotencyKey };
      return told(context, askQuery(hub.serving, viewer, said, today));
    },
  }),
  nameHelper: t.field({
    type: NameHelperResult,
    description:
      'Names somebody to act for a person: by the person, or for them by a care team that works with them. Nobody sees anything by it: whoever answers it has seen to what the law asks for, and the power is then recorded.',
    args: { input: t.arg({ type: NameHelperInput, required: true, description: 'Whom.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { name, words, idempotencyKey } = input;
      const kind = HELPER_KINDS.find((each) => each === input.kind);
      if (!kind) throw badInput(`kind is none that a person may name: ${input.kind}`);
      const about = {
        about: 'HELPER',
        helper: { kind, name },
        streams: input.streams ?? null,
      } as const;
      const said = { person: keyOf(input.person), about, words, idempotencyKey };
      return told(context, askQuery(hub.serving, viewer, said, today));
    },
  }),
}));
