import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityFromJson, activityToJson } from '../../src/awards/activity-json.ts';
import type { Activity } from '../../src/currencies/activity.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { type Ratio, ratio } from '../../src/values/ratio.ts';

const figure = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]): Ratio => ratio(digits, 10n ** BigInt(places)));
const day = fc
  .integer({ min: 0, max: 9000 })
  .map((days): PlainDate => addDays('2011-04-01' as PlainDate, days));
const days = fc
  .tuple(day, fc.integer({ min: 1, max: 400 }))
  .map(([from, length]) => ({ from, until: addDays(from, length) }));
const named = { scheme: fc.string(), code: fc.string() };
const provider = fc.option(fc.string());

const activity: fc.Arbitrary<Activity> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('SPELL' as const), ...named, provider: fc.string() },
    admissionMethod: fc.constantFrom('11', '21', '2A'),
    patientClassification: fc.constantFrom('1' as const, '2' as const),
    ageOnAdmission: fc.option(fc.integer({ min: 0, max: 130 })),
    ...{ admittedOn: day, dischargedOn: day, bestPracticeEvidenced: fc.boolean() },
    marketForcesFactor: fc.option(figure),
  }),
  fc.record({
    ...{ kind: fc.constant('CLUSTER_PERIOD' as const), ...named, days, provider },
    setting: fc.constantFrom('ADMITTED' as const, 'NON_ADMITTED' as const),
    initialAssessment: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('WEEKLY_DAYS' as const), ...named, days }),
  fc.record({ kind: fc.constant('UNITS' as const), ...named, count: figure, on: day, provider }),
  fc.record({ kind: fc.constant('NEED_POINTS' as const), ...named, points: figure, on: day }),
);

describe('an activity as JSON', () => {
  it('comes back as it went, through text', () => {
    fc.assert(
      fc.property(activity, (each) => {
        const text = JSON.stringify(activityToJson(each));
        expect(activityFromJson(JSON.parse(text))).toEqual(each);
      }),
    );
  });

  it('carries exact figures as plain decimal text', () => {
    const units = { kind: 'UNITS', scheme: 'home-care-hour', code: 'minimum', provider: null };
    const on = '2025-05-01' as PlainDate;
    expect(activityToJson({ ...units, kind: 'UNITS', count: ratio(5, 2), on })).toEqual({
      ...{ ...units, count: '2.5', on },
    });
    expect(activityToJson({ ...units, kind: 'UNITS', count: ratio(100), on })).toMatchObject({
      count: '100',
    });
  });

  it('refuses a figure that no decimal text holds', () => {
    const points = { kind: 'NEED_POINTS', scheme: 's', code: 'c', points: ratio(1, 3) } as const;
    expect(() => activityToJson({ ...points, on: '2025-05-01' as PlainDate })).toThrow(RangeError);
  });
});
