import type { Adapter } from '../../src/deliveries/adapter.ts';
import { layout } from './format.ts';
import { translate } from './translate.ts';

/** Caseloads of teams, from the system in which they keep their cases. Brings no money. */
export const caseAllocations: Adapter = {
  code: 'case-allocations',
  name: 'caseload lists',
  streams: [],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  open: (context) => ({ layout, translate: (row) => translate(context, row) }),
};
