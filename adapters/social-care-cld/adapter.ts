import type { Adapter } from '../../src/deliveries/adapter.ts';
import { layout } from './format.ts';
import { translate } from './translate.ts';

/** Adult social care Client Level Data, releases 1 and 2, from a council. */
export const socialCareCld: Adapter = {
  code: 'social-care-cld',
  name: 'adult social care (Client Level Data)',
  streams: ['adult-social-care', 'carer-support', 'reablement'],
  speaksForAllStreams: true,
  staleAfterDays: 150,
  basisMustBeGiven: false,
  replacement: 'PERIOD',
  open: (context) => ({ layout, translate: (row) => translate(context, row) }),
};
