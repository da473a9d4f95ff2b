import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PEERS = join(ROOT, 'bench/.peers');
export const DATA_DIR = join(ROOT, 'bench/.data');

export const DATABASE_URL = process.env.DATABASE_URL || 'postgres://postgres@127.0.0.1:5432/test';

/** The day the bench stands still at; its years are this one and the last. */
export const TODAY = '2027-01-20';

/** @typedef {{ name: string, from: string, until: string }} Year */
/** @type {readonly Year[]} */
export const YEARS = [
  { name: '2025-26', from: '2025-04-01', until: '2026-04-01' },
  { name: '2026-27', from: '2026-04-01', until: '2027-04-01' },
];

export const CARE_TEAM = 'bench-care-team';
export const CARE_TEAM_ORGANISATION = 'QF7';
export const PAGE = 50;

/** Connections of each server to PostgreSQL, and requests under way at a time. */
export const CONNECTIONS = 4;
export const CONCURRENCY = 8;

/**
 * @typedef {{
 *   tenant: string, people: number, related: number, rounds: number, checked: number,
 *   requests: { core: number, page: number }, warmUp: { core: number, page: number },
 *   peers: boolean, thresholds: boolean, profiled: boolean,
 * }} Size
 */

/** @type {(options: { smoke: boolean, rounds: number, people: number }) => Size} */
export const sizeOf = ({ smoke, rounds, people }) =>
  smoke
    ? {
        ...{ tenant: 'bench_smoke', people: 500, related: 200, rounds: 1, checked: 50 },
        ...{ requests: { core: 200, page: 20 }, warmUp: { core: 50, page: 5 } },
        ...{ peers: false, thresholds: false, profiled: false },
      }
    : {
        ...{ tenant: 'bench', people, related: Math.min(5000, people), rounds, checked: 200 },
        ...{ requests: { core: 1500, page: 120 }, warmUp: { core: 600, page: 60 } },
        ...{ peers: true, thresholds: people >= 50_000 && rounds >= 5, profiled: true },
      };

/**
 * What is to be reached of each peer's requests a second, and the floor.
 * @type {Record<'core' | 'page', Record<string, { reach: number, floor: number }>>}
 */
export const THRESHOLDS = {
  core: { 'by hand': { reach: 0.6, floor: 0.4 }, postgraphile: { reach: 1.0, floor: 0.7 } },
  page: { 'by hand': { reach: 0.5, floor: 0.4 }, postgraphile: { reach: 1.3, floor: 1.0 } },
};

/** @param {string} name */
export const queryOf = (name) => readFileSync(join(ROOT, `documents/${name}.graphql`), 'utf8');

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}
