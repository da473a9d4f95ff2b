import type { PageRoute } from './route.ts';
import { LONGEST } from './session.ts';

/**
 * Somebody who was warned that they will be signed out says that they are still there, in a tab of its
 * own, so that what they have typed stays where it is. Any page gives them more time; this one asks for
 * nothing else.
 */
export const stillHere: PageRoute = {
  path: '/still-here',
  get: async ({ session, today }) => ({
    view: 'still-here',
    model: {
      ...{ endsAt: new Date(session.endsAt), asOf: today },
      longest: new Date(session.startedAt + LONGEST),
    },
  }),
};
