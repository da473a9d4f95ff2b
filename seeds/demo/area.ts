import { parsePlainDate } from '../../src/values/plain-date.ts';
import type { AreaPlan } from '../area/plan.ts';
import { type Area, makeArea } from '../area.ts';
import {
  BARNSLEY,
  BARNSLEY_HOSPITAL,
  CARE_BOARD,
  DEMO_DAY,
  ROTHERHAM,
  SHEFFIELD,
  SHEFFIELD_HOSPITALS,
} from './bodies.ts';
import { EDITH } from './edith.ts';
import { JAMIE } from './jamie.ts';
import { NASREEN } from './nasreen.ts';
import type { Persona } from './persona.ts';
import { rejectedRowsIn } from './rejected-rows.ts';

/** The three whom the README follows, in its order. */
export const PERSONAS: readonly Persona[] = [JAMIE, EDITH, NASREEN];

const PLAN: AreaPlan = {
  people: 190,
  seed: 2026,
  day: DEMO_DAY,
  councils: [SHEFFIELD, BARNSLEY],
  icb: CARE_BOARD,
  trusts: [SHEFFIELD_HOSPITALS, BARNSLEY_HOSPITAL],
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
