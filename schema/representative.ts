import { REPRESENTATIVE_KINDS, type Representative } from '../src/access/representatives-store.ts';
import {
  RepresentativeRefused,
  representativesFor,
  suspendRepresentativeAs,
} from '../src/people/representatives.ts';
import type { Stream } from '../src/streams/stream.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { StreamType } from './stream.ts';

export const RepresentativeKindEnum = builder.enumType('RepresentativeKind', {
  description:
    'By which power somebody acts. A death ends that of a nominee, attorney, deputy or appointee; a personal representative’s begins with it.',
  values: Object.fromEntries(
    REPRESENTATIVE_KINDS.map((kind) => [kind.replace(/-/g, '_').toUpperCase(), { value: kind }]),
  ),
});

const RepresentativeType = builder.objectRef<Representative>('Representative').implement({
  description: 'Somebody who acts for a person, and what they may see.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when it is suspended.' }),
    kind: t.field({
      type: RepresentativeKindEnum,
      description: 'By which power.',
      resolve: ({ kind }) => kind,
    }),
    name: t.exposeString('name', {
      nullable: true,
      description: 'What the person calls them; null where nobody said.',
    }),
    evidence: t.exposeString('evidence', { description: 'What shows that they may.' }),
    streams: t.field({
      type: [StreamType],
      nullable: true,
      description: 'What they may see; null: every stream.',
      resolve: ({ streams }) => streams as Stream[] | null,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day it holds.',
      resolve: ({ firstDay }) => firstDay,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day it holds; null where it is open.',
      resolve: ({ untilDay }) => untilDay && addDays(untilDay, -1),
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
    suspendedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the person suspended it; null while they have not.',
      resolve: ({ suspendedAt }) => suspendedAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was ended; null while it was not.',
      resolve: ({ endedAt }) => endedAt,
    }),
  }),
});

builder.objectField(PersonType, 'representatives', (t) =>
  t.field({
    type: [RepresentativeType],
    nullable: true,
    description:
      'Everybody who acts or has acted for them, oldest first; for the person alone, null for everyone else.',
    resolve: (person, _args, { hub, viewer }) => representativesFor(hub.serving, viewer, person),
  }),
);

interface Suspension {
  readonly representative: Representative;
  readonly replayed: boolean;
}

const SuspendSuccess = builder.objectRef<Suspension>('SuspendRepresentativeSuccess').implement({
  description: 'They see nothing more from the next answer on.',
  fields: (t) => ({
    representative: t.field({
      type: RepresentativeType,
      description: 'As it stands now.',
      resolve: ({ representative }) => representative,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where it had been suspended or ended before and nothing was written.',
    }),
  }),
});

const SuspendRefusal = builder.objectRef<Refused>('SuspendRepresentativeRefusal').implement({
  description: 'A representative who was not suspended.',
  interfaces: [Refusal],
});

const SuspendResult = builder.unionType('SuspendRepresentativeResult', {
  description: 'The representative, or why they were not suspended.',
  types: [SuspendSuccess, SuspendRefusal],
  resolveType: (value) =>
    'representative' in value ? 'SuspendRepresentativeSuccess' : 'SuspendRepresentativeRefusal',
});

const SuspendInput = builder.inputType('SuspendRepresentativeInput', {
  description: 'Who is to see nothing more; by the person themself, who need not say why.',
  fields: (t) => ({
    representative: t.id({ required: true, description: 'The representative, by their id.' }),
    idempotencyKey: t.string({
      required: true,
      description:
        'Any text of the caller’s; one suspended already is answered as a replay, by whatever key.',
    }),
  }),
});

builder.mutationField('suspendRepresentative', (t) =>
  t.field({
    type: SuspendResult,
    description:
      'A private word from the person: what this representative may see ends at once, until it is ended and granted anew.',
    args: { input: t.arg({ type: SuspendInput, required: true, description: 'Whom.' }) },
    resolve: async (_root, { input }, { hub, viewer, today }): Promise<Suspension | Refused> => {
      try {
        const id = String(input.representative);
        const suspended = await suspendRepresentativeAs(hub.serving, viewer, id, today);
        const { status, representative } = suspended;
        return { representative, replayed: status === 'ALREADY_SUSPENDED' };
      } catch (error) {
        if (!(error instanceof RepresentativeRefused)) throw error;
        return { code: error.code, message: error.message };
      }
    },
  }),
);
