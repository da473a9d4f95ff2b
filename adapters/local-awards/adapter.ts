import type { Adapter } from '../../src/deliveries/adapter.ts';
import { layout, STREAMS_SPOKEN_OF } from './format.ts';
import { AwardSurvey } from './survey.ts';
import { translate } from './translate.ts';

/** Awards of streams whose owners publish no file; the layout is ours. */
export const localAwards: Adapter = {
  code: 'local-awards',
  name: 'local awards',
  streams: STREAMS_SPOKEN_OF,
  speaksForAllStreams: false,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  movementField: 'Payment Reference',
  open: (context) => {
    const survey = new AwardSurvey(context);
    return {
      layout,
      survey: (row) => survey.note(row),
      translate: (row) => translate(context, survey, row),
    };
  },
};
