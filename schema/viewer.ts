import { ROLES, type Viewer } from '../src/access/viewer.ts';
import { builder } from './builder.ts';
import { PersonType } from './person.ts';
import { OrganisationType } from './stream.ts';

const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is asking, as their token says.',
  fields: (t) => ({
    role: t.string({
      description: `One of ${ROLES.join(', ')}.`,
      resolve: (viewer) => viewer.role,
    }),
    organisation: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'The organisation they act for.',
      resolve: (_viewer, _args, context) => context.viewerOrganisation(),
    }),
    person: t.field({
      type: PersonType,
      nullable: true,
      description:
        'For a holder: themself. For a representative of exactly one person: that person. Null for everyone else.',
      resolve: ({ role, nhsNumber }, _args, context) =>
        role === 'holder' && nhsNumber !== null
          ? context.person({ nhsNumber })
          : context.onlyRepresented(),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerType,
    description: 'Who is asking.',
    resolve: (_root, _args, { viewer }) => viewer,
  }),
);
