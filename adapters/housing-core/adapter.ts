import type { Adapter } from '../../src/deliveries/adapter.ts';
import { layout } from './layout.ts';
import { LettingsSeen } from './lettings-seen.ts';
import { translate } from './translate.ts';

/** Social housing lettings as landlords upload them to CORE: what a home costs its tenant. */
export const housingCore: Adapter = {
  code: 'housing-core',
  name: 'social housing lettings (CORE)',
  streams: ['tenancy-costs'],
  speaksForAllStreams: false,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  open: (context) => {
    const seen = new LettingsSeen();
    return {
      layout,
      survey: (row) => seen.note(row),
      translate: (row) => translate(context, seen, row),
    };
  },
};
