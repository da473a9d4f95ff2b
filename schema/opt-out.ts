import { hasOptedOut } from '../src/people/opt-outs.ts';
import { builder } from './builder.ts';
import { PersonType } from './person.ts';

builder.objectField(PersonType, 'optedOut', (t) =>
  t.boolean({
    nullable: true,
    description:
      'Whether their national data opt-out holds today: no identifiable use beyond their own care. For the person alone, null for everyone else.',
    resolve: (person, _args, { hub, viewer, today }) =>
      hasOptedOut(hub.serving, viewer, person, today),
  }),
);
