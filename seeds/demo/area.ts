import { parsePlainDate } from '../../src/values/plain-date.ts';
import type { AreaPlan } from '../area/plan.ts';
import { type Area, type AreaTenancy, makeArea } from '../area.ts';
import {
  BARNSLEY,
  BARNSLEY_HOSPITAL,
  CARE_BOARD,
  DEMO_DAY,
  MENTAL_HEALTH_TRUST,
  ROTHERHAM,
  SHEFFIELD,
  SHEFFIELD_HOSPITALS,
} from './bodies.ts';
import { EDITH } from './edith.ts';
import { JAMIE } from './jamie.ts';
import { NASREEN, TENANCY } from './nasreen.ts';
import type { Persona } from './persona.ts';
import { rejectedRowsIn } from './rejected-rows.ts';

/** The three whom the README follows, in its order. */
export const PERSONAS: readonly Persona[] = [JAMIE, EDITH, NASREEN];

/** Whose tenancies of theirs are, to be recorded by hand. */
export const PERSONA_TENANCIES: readonly AreaTenancy[] = [
  { nhsNumber: NASREEN.nhsNumber, tenancy: TENANCY, landlord: ROTHERHAM },
];

const PLAN: AreaPlan = {
  people: 190,
  seed: 2026,
  day: DEMO_DAY,
  councils: [SHEFFIELD, BARNSLEY],
  icb: CARE_BOARD,
  trusts: [SHEFFIELD_HOSPITALS, BARNSLEY_HOSPITAL],
  mentalHealthTrust: MENTAL_HEALTH_TRUST,
  housingAuthority: ROTHERHAM,
  // 76 days before the area's day: the board's file is stale this year, and was fresh for the last.
  continuingCareUntil: parsePlainDate('2026-03-31'),
};

/** The demonstration's people and files. */
export function demoArea(): Area {
  return makeArea(PLAN, (file) => [
    ...PERSONAS.flatMap((persona) => persona.rowsIn(file)),
    ...rejectedRowsIn(file),
  ]);
}
