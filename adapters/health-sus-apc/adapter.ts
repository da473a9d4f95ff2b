import type { Adapter } from '../../src/deliveries/adapter.ts';
import { commissionedLayout, layout } from './format.ts';
import { SpellsSeen } from './spells-seen.ts';
import { translate } from './translate.ts';

/** Hospital spells from the Secondary Uses Service, which the hub prices by tariff. */
export const healthSusApc: Adapter = {
  code: 'health-sus-apc',
  name: 'hospital stays (Secondary Uses Service)',
  streams: ['nhs-tariff'],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: true,
  replacement: 'WHOLE',
  open: (context) => {
    const seen = new SpellsSeen(context);
    return {
      layout: context.basis === 'commissioning' ? commissionedLayout : layout,
      survey: (row) => seen.note(row),
      translate: (row) => translate(context, seen, row),
    };
  },
};
