import type { Adapter } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import { layout } from './format.ts';
import { noteMonth, translate } from './translate.ts';

/** NHS Patient Level Contract Monitoring: what care given to one patient cost, monthly. */
export const healthPlcm: Adapter = {
  code: 'health-plcm',
  name: 'what care given cost (patient-level contract monitoring)',
  streams: ['nhs-tariff'],
  speaksForAllStreams: true,
  staleAfterDays: 75,
  basisMustBeGiven: true,
  replacement: 'WHOLE',
  open: (context) => {
    const months = new Agreement<'told'>();
    return {
      layout,
      survey: (row) => noteMonth(context, months, row),
      translate: (row) => translate(context, months, row),
    };
  },
};
