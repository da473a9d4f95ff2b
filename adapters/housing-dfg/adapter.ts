import type { Adapter } from '../../src/deliveries/adapter.ts';
import { CasesSeen } from './cases-seen.ts';
import { layout } from './format.ts';
import { translate } from './translate.ts';

/** Disabled Facilities Grant cases from a council, in a layout of our own. */
export const housingDfg: Adapter = {
  code: 'housing-dfg',
  name: 'Disabled Facilities Grants',
  streams: ['disabled-facilities-grant'],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  movementField: 'Stage Reference',
  open: (context) => {
    const cases = new CasesSeen();
    return {
      layout,
      survey: (row) => cases.see(row),
      translate: (row) => translate(context, cases, row),
    };
  },
};
