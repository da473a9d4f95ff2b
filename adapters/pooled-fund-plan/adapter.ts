import type { Adapter } from '../../src/deliveries/adapter.ts';
import { csvOrSheet } from '../../src/deliveries/sheet.ts';
import { Heading } from './format.ts';
import { translate } from './translate.ts';

/** What a pooled fund is to be spent on, in the planning layout of the Better Care Fund (unverified). */
export const pooledFundPlan: Adapter = {
  code: 'pooled-fund-plan',
  name: 'pooled fund plans',
  streams: [],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  open: (context) => {
    const heading = new Heading();
    return {
      layout: csvOrSheet((names) => heading.columns(names)),
      translate: (row) => translate(context, heading, row),
    };
  },
};
