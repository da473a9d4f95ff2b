import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  PURPOSES,
  STREAM_PURPOSES,
  UNDEPOSITABLE_STREAMS,
} from '../../seeds/reference/purposes.ts';
import { seedReference } from '../../seeds/run.ts';
import { type Database, sql } from '../../src/db/database.ts';
import {
  allPurposes,
  fundersOfPurpose,
  keepStreamPurposes,
} from '../../src/streams/purposes-store.ts';
import { openTestDatabase } from '../support/hub.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const streamsFor = async (code: string) =>
  [...((await fundersOfPurpose(db, code))?.streams ?? [])].sort();

describe('what a stream may fund', () => {
  it('has the purposes of the contract, each with its source', async () => {
    expect((await allPurposes(db)).map(({ code }) => code)).toEqual([
      ...['personal-care', 'employment', 'administration', 'equipment', 'adaptation', 'travel'],
      ...['training', 'activity', 'respite', 'nursing-or-therapy', 'other'],
    ]);
    for (const { source } of [...PURPOSES, ...STREAM_PURPOSES, ...UNDEPOSITABLE_STREAMS]) {
      expect(source.length).toBeGreaterThan(8);
    }
  });

  it('nursing and therapy from health streams alone', async () => {
    expect(await streamsFor('nursing-or-therapy')).toEqual([
      ...['continuing-healthcare', 'funded-nursing-care', 'joint-package'],
      ...['personal-health-budget', 'section-117', 'wheelchair-budget'],
    ]);
  });

  it('training and activity from every budget but funded nursing care', async () => {
    const all = await streamsFor('personal-care');
    // Thirteen streams are budgets.
    expect(all).toHaveLength(13);
    const without = all.filter((code) => code !== 'funded-nursing-care');
    expect(await streamsFor('training')).toEqual(without);
    expect(await streamsFor('activity')).toEqual(without);
  });

  it('a code of no purpose is none', async () => {
    expect(await fundersOfPurpose(db, 'gambling')).toBeUndefined();
  });

  it('and what is never deposited is care given, benefits, costs and three budgets', async () => {
    const rows = await db.rows<{ stream: string }>(
      'test.undepositable',
      sql`select stream from undepositable_streams order by stream`,
    );
    expect(rows.map(({ stream }) => stream)).toEqual([
      ...['access-to-work', 'disabled-facilities-grant', 'funded-nursing-care', 'housing-benefit'],
      ...['individual-placement-support', 'mental-health-cluster', 'nhs-tariff', 'reablement'],
      'tenancy-costs',
    ]);
  });
});

it('a rule that is not told again holds no longer, and seeding anew says what changed', async () => {
  const told = STREAM_PURPOSES.filter(({ purpose }) => purpose !== 'other');
  const changed = STREAM_PURPOSES.length - told.length;
  expect(await keepStreamPurposes(db, told)).toBe(changed);
  expect(await streamsFor('other')).toEqual([]);
  expect(await seedReference({ db })).toBe('SEEDED');
  expect(await seedReference({ db })).toBe('ALREADY_SEEDED');
});
