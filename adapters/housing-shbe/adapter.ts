import type { Adapter } from '../../src/deliveries/adapter.ts';
import { LAST_POSITION_READ } from './format.ts';
import { scanLayout } from './layout.ts';
import { translate } from './translate.ts';

export interface HousingShbeSettings {
  /** How many positions the feed's D and S records have; the list of April 2015 has 341. */
  readonly positions: number;
}

/** The Single Housing Benefit Extract: a council's monthly scan of all its claims. */
export function housingShbeAdapter({ positions }: HousingShbeSettings): Adapter {
  if (!Number.isInteger(positions) || positions < LAST_POSITION_READ) {
    throw new RangeError(`a housing-shbe feed needs at least ${LAST_POSITION_READ} positions`);
  }
  return {
    code: 'housing-shbe',
    name: 'housing benefit (Single Housing Benefit Extract)',
    streams: ['housing-benefit'],
    speaksForAllStreams: true,
    staleAfterDays: 45,
    basisMustBeGiven: false,
    replacement: 'SCAN',
    open: (context) => ({
      layout: scanLayout({
        positions,
        isSender: (council) =>
          council === context.sender.code ||
          context.organisation(council)?.succeededBy === context.sender.code,
      }),
      translate: (row) => translate(context, row),
    }),
  };
}

export const housingShbe = housingShbeAdapter({ positions: 341 });
