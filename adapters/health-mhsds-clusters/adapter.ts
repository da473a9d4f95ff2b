import type { Adapter } from '../../src/deliveries/adapter.ts';
import { commissionedLayout, layout } from './format.ts';
import { TablesRead } from './tables-read.ts';
import { translate } from './translate.ts';

/** Care clusters from the Mental Health Services Data Set, which the hub prices by the day. */
export const healthMhsdsClusters: Adapter = {
  code: 'health-mhsds-clusters',
  name: 'mental health care (Mental Health Services Data Set)',
  streams: ['mental-health-cluster'],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: true,
  replacement: 'WHOLE',
  open: (context) => {
    const tables = new TablesRead(context);
    return {
      layout: context.basis === 'commissioning' ? commissionedLayout : layout,
      survey: (row) => tables.note(row),
      surveyed: () => tables.join(),
      translate: (row) => translate(context, tables, row),
    };
  },
};
