import { GraphQLError } from 'graphql';
import { type Look, looksFor } from '../src/audit/looks.ts';
import { allStreams } from '../src/streams/store.ts';
import type { Stream } from '../src/streams/stream.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import { PersonType } from './person.ts';
import { OrganisationType, StreamType } from './stream.ts';

type ToldLook = Omit<Look, 'streams'> & { readonly streams: readonly Stream[] };

const LookType = builder.objectRef<ToldLook>('Look').implement({
  description: 'One time that somebody looked at a person’s record.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names the entry when asking about it.' }),
    at: t.field({
      type: 'DateTime',
      description: 'When.',
      resolve: (look) => look.at,
    }),
    role: t.exposeString('role', {
      description: 'As what: holder for the person themself, representative, care-team and so on.',
    }),
    organisation: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'The organisation they acted for; null where they acted for none.',
      resolve: (look) => look.organisation,
    }),
    streams: t.field({
      type: [StreamType],
      description: 'The streams they were told of; none where they saw no money.',
      resolve: (look) => [...look.streams],
    }),
    reason: t.exposeString('reason', { description: 'Why they could, in words.' }),
  }),
});

const LookConnection = connectionOf<ToldLook>('Look', LookType);

const isId = (text: string): boolean => /^\d{1,18}$/.test(text);

builder.objectField(PersonType, 'whoLooked', (t) =>
  t.field({
    type: LookConnection,
    nullable: true,
    description:
      'Who looked at this record, when and why, newest first; for the person alone. Their own looks are listed too.',
    args: pageArguments(t.arg),
    resolve: async (person, args, { hub, viewer, today }) => {
      const { first, after } = readPage(args, isId);
      const looks = await looksFor(hub.serving, viewer, person, { after, count: first + 1 }, today);
      if (!looks) {
        throw new GraphQLError('who looked is told to the person alone', {
          extensions: { code: 'FORBIDDEN' },
        });
      }
      const streams = await allStreams(hub.serving);
      const told = looks.map(
        (look): ToldLook => ({
          ...look,
          streams: streams.filter(({ code }) => look.streams.includes(code)),
        }),
      );
      return pageOf(told, first);
    },
  }),
);
