import type { Adapter } from '../../src/deliveries/adapter.ts';
import { ContactsSeen } from './contacts-seen.ts';
import { layout } from './format.ts';
import { translate } from './translate.ts';

/** Contacts of individual placement and support teams, from the Mental Health Services Data Set. */
export const employmentIps: Adapter = {
  code: 'employment-ips',
  name: 'individual placement and support contacts',
  streams: ['individual-placement-support'],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  open: (context) => {
    const seen = new ContactsSeen(context);
    return {
      layout,
      survey: (row) => seen.note(row),
      translate: (row) => translate(context, seen, row),
    };
  },
};
