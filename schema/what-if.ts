import type { WhatIf } from '../src/budgets/what-if.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import { SettingEnum } from './price.ts';

const ClusterInput = builder.inputType('WhatIfClusterInput', {
  description: 'A mental health cluster instead of the current one, or added where there is none.',
  fields: (t) => ({
    code: t.field({ type: 'Code', required: true, description: 'The cluster; 1 is 01.' }),
    setting: t.field({ type: SettingEnum, required: true, description: 'In hospital or not.' }),
    provider: t.string({
      description: 'For a provider’s own prices; left out: the price of every provider.',
    }),
  }),
});

const NeedPointsInput = builder.inputType('WhatIfNeedPointsInput', {
  description: 'The weekly sum for points of need instead of the rates of adult social care.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'Such as resource-allocation.' }),
    points: t.field({ type: 'Decimal', required: true, description: 'How many points.' }),
  }),
});

const WeeklyRateInput = builder.inputType('WhatIfWeeklyRateInput', {
  description: 'A weekly rate instead of what names a currency of its scheme, or added.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'Such as funded-nursing-care.' }),
    code: t.string({ required: true, description: 'Such as standard or higher.' }),
    stream: t.string({
      description:
        'The stream it would be of; needed where nothing in force names the scheme and no stream has its code.',
    }),
  }),
});

const HoursInput = builder.inputType('WhatIfHoursInput', {
  description: 'Hours a week at the price of an hour instead of the rates of a stream.',
  fields: (t) => ({
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    scheme: t.string({ required: true, description: 'Such as home-care-hour.' }),
    code: t.string({ required: true, description: 'A code of the scheme.' }),
    hoursPerWeek: t.field({ type: 'Decimal', required: true, description: 'How many a week.' }),
  }),
});

const WithoutInput = builder.inputType('WhatIfWithoutInput', {
  description: 'Without the lines of a stream.',
  fields: (t) => ({
    stream: t.string({ required: true, description: 'The stream’s code.' }),
  }),
});

export const WhatIfInput = builder.inputType('WhatIfInput', {
  description: 'Something to assume instead of what is in force: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    cluster: t.field({ type: ClusterInput, description: 'Another mental health cluster.' }),
    needPoints: t.field({ type: NeedPointsInput, description: 'Points of need.' }),
    weeklyRate: t.field({ type: WeeklyRateInput, description: 'A weekly rate.' }),
    hours: t.field({ type: HoursInput, description: 'Hours of support.' }),
    without: t.field({ type: WithoutInput, description: 'Nothing of a stream.' }),
  }),
});

/** How many assumptions one answer may hold. */
const MOST_WHAT_IFS = 20;

/** Refuses more than an answer may hold, and one that assumes nothing. */
export function readWhatIfs(asked: readonly (typeof WhatIfInput.$inferInput)[]): WhatIf[] {
  if (asked.length > MOST_WHAT_IFS) throw badInput(`whatIf holds more than ${MOST_WHAT_IFS}`);
  return asked.map((each): WhatIf => {
    if (each.cluster) {
      const { code, setting, provider } = each.cluster;
      return { kind: 'CLUSTER', code, setting, provider: provider ?? null };
    }
    if (each.needPoints) return { kind: 'NEED_POINTS', ...each.needPoints };
    if (each.weeklyRate) {
      const { scheme, code, stream } = each.weeklyRate;
      return { kind: 'WEEKLY_RATE', scheme, code, stream: stream ?? null };
    }
    if (each.hours) return { kind: 'HOURS', ...each.hours };
    if (each.without) return { kind: 'WITHOUT', ...each.without };
    throw badInput('whatIf needs exactly one assumption in each of its items');
  });
}
