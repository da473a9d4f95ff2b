import type { Adapter } from '../../src/deliveries/adapter.ts';
import { layout } from './format.ts';
import { ClaimSurvey } from './survey.ts';
import { translate } from './translate.ts';

/** Access to Work awards and the claims under them; the layout is ours. */
export const employmentAccessToWork: Adapter = {
  code: 'employment-access-to-work',
  name: 'Access to Work awards and claims',
  streams: ['access-to-work'],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  movementField: 'Claim Reference',
  open: (context) => {
    const survey = new ClaimSurvey();
    return {
      layout,
      survey: (row) => survey.note(row),
      translate: (row) => translate(context, survey, row),
    };
  },
};
