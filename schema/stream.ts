import { allStreams } from '../src/streams/store.ts';
import { NATURES, type Stream } from '../src/streams/stream.ts';
import { SECTORS } from '../src/values/sector.ts';
import { builder } from './builder.ts';

export const SectorEnum = builder.enumType('Sector', {
  description: 'Whose money it is.',
  values: SECTORS,
});

export const NatureEnum = builder.enumType('Nature', {
  description:
    'What a stream’s money is to the person. Only BUDGET is added up as a budget; CARE_GIVEN is what care already given cost, ENTITLEMENT a benefit owed by right, COST what a tenancy costs, whoever pays: in no total.',
  values: NATURES,
});

export const StreamType = builder.objectRef<Stream>('Stream').implement({
  description: 'A funding stream.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code, such as adult-social-care.' }),
    name: t.exposeString('name', { description: 'Name in plain words.' }),
    sector: t.field({
      type: SectorEnum,
      description: 'Whose money it is.',
      resolve: (stream) => stream.sector,
    }),
    nature: t.field({
      type: NatureEnum,
      description: 'What its money is to the person.',
      resolve: (stream) => stream.nature,
    }),
  }),
});

export const OrganisationType = builder
  .objectRef<{ readonly code: string; readonly name: string }>('Organisation')
  .implement({
    description: 'A council, NHS body, provider or department.',
    fields: (t) => ({
      code: t.exposeString('code', {
        description: 'GSS code for a council, ODS code for an NHS body, DWP for the department.',
      }),
      name: t.exposeString('name', { description: 'Its name.' }),
    }),
  });

builder.queryFields((t) => ({
  streams: t.field({
    type: [StreamType],
    description: 'Every funding stream, in the order in which people are shown them.',
    resolve: (_root, _args, { hub }) => allStreams(hub.serving),
  }),
  stream: t.field({
    type: StreamType,
    nullable: true,
    description: 'One funding stream by its code.',
    args: { code: t.arg.string({ required: true, description: 'The stream’s code.' }) },
    resolve: async (_root, { code }, { hub }) =>
      (await allStreams(hub.serving)).find((stream) => stream.code === code),
  }),
}));
