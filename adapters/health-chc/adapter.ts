import type { Adapter } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import { chcRowFormat, layout, type UnitCostIn } from './format.ts';
import { noteRow, type RowsOfFile, translate } from './translate.ts';

/** How a commissioner fills in the data set where its owner leaves room. */
export interface HealthChcSettings {
  /** The data set gives CONTRACT UNIT COST seven digits and no unit. */
  readonly unitCostIn: UnitCostIn;
}

/** NHS Continuing Healthcare Patient Level Data Set v1.0 as a flat CSV, from a commissioner. */
export function healthChcAdapter(settings: HealthChcSettings): Adapter {
  const format = chcRowFormat(settings.unitCostIn);
  return {
    code: 'health-chc',
    name: 'NHS continuing healthcare and funded nursing care',
    streams: ['continuing-healthcare', 'funded-nursing-care'],
    speaksForAllStreams: true,
    staleAfterDays: 45,
    basisMustBeGiven: false,
    replacement: 'FROM_FIRST_DAY',
    open: (context) => {
      const rows: RowsOfFile = {
        reports: new Agreement<'told'>(),
        packages: new Agreement<'told'>(),
      };
      return {
        layout,
        survey: (row) => noteRow(context, format, rows, row),
        translate: (row) => translate(context, format, rows, row),
      };
    },
  };
}

export const healthChc: Adapter = healthChcAdapter({ unitCostIn: 'pounds' });
