import type { Database } from '../../src/db/database.ts';
import { expectSource } from '../../src/streams/store.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import {
  BARNSLEY,
  BARNSLEY_HOSPITAL,
  CARE_BOARD,
  DWP,
  MENTAL_HEALTH_TRUST,
  ROTHERHAM,
  SHEFFIELD,
  SHEFFIELD_HOSPITALS,
} from './bodies.ts';

/** From which day on the area's bodies are expected to send. */
const SINCE = parsePlainDate('2025-04-01');

/**
 * Who is expected to send what. Barnsley has sent no Disabled Facilities Grant cases: for its
 * people, and for nobody else, that stream is MISSING and their budgets are not complete.
 */
const EXPECTED: readonly (readonly [stream: string, adapter: string, organisation: string])[] = [
  ['adult-social-care', 'social-care-cld', SHEFFIELD],
  ['adult-social-care', 'social-care-cld', BARNSLEY],
  ['carer-support', 'social-care-cld', SHEFFIELD],
  ['carer-support', 'social-care-cld', BARNSLEY],
  ['continuing-healthcare', 'health-chc', CARE_BOARD],
  ['funded-nursing-care', 'health-chc', CARE_BOARD],
  ['personal-health-budget', 'local-awards', CARE_BOARD],
  ['wheelchair-budget', 'local-awards', CARE_BOARD],
  ['nhs-tariff', 'health-plcm', SHEFFIELD_HOSPITALS],
  ['nhs-tariff', 'health-plcm', BARNSLEY_HOSPITAL],
  ['housing-benefit', 'housing-shbe', ROTHERHAM],
  ['housing-related-support', 'local-awards', ROTHERHAM],
  ['disabled-facilities-grant', 'housing-dfg', ROTHERHAM],
  ['disabled-facilities-grant', 'housing-dfg', BARNSLEY],
  ['access-to-work', 'employment-access-to-work', DWP],
];

/** Formats that the area has begun to send this year, from which day on. */
const BEGUN = parsePlainDate('2026-04-01');
const EXPECTED_SINCE: typeof EXPECTED = [
  ['nhs-tariff', 'health-sus-apc', SHEFFIELD_HOSPITALS],
  ['nhs-tariff', 'health-sus-apc', BARNSLEY_HOSPITAL],
  ['individual-placement-support', 'employment-ips', MENTAL_HEALTH_TRUST],
  ['tenancy-costs', 'housing-core', ROTHERHAM],
];

/** Puts the area's sources on its register. */
export async function expectSources(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    for (const [fromDay, expected] of [
      [SINCE, EXPECTED],
      [BEGUN, EXPECTED_SINCE],
    ] as const) {
      for (const [stream, adapter, organisation] of expected) {
        await expectSource(tx, { stream, adapter, organisation, fromDay });
      }
    }
  });
}
