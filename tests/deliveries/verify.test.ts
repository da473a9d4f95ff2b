import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { verifyPeople } from '../../src/people/verify.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  const later = { 'Reporting Period Start Date': '2025-07-01', 'Unit Cost': '110.00' };
  await hub.receive('social-care-cld', 'E08000039', cldFile({}));
  await hub.receive('social-care-cld', 'E08000039', cldFile(later, { 'Unit Cost': '1.234' }));
});
afterAll(() => hub.close());

const wrong = async () =>
  [...(await verifyDeliveries(hub.db, hub.adapters)), ...(await verifyPeople(hub.db))]
    .filter((check) => !check.ok)
    .map(({ name }) => name);

it('all holds after loading and replacing', async () => {
  expect(await wrong()).toEqual([]);
});

it('a window that was moved is found', async () => {
  const move = (days: number) =>
    hub.db.rows(
      'test.move-window',
      sql`update submission_windows set from_day = from_day + ${days}::int where known_until is null`,
    );
  await move(1);
  expect(await wrong()).toEqual(['each submission speaks for the days its rule gives it']);
  await move(-1);
  expect(await wrong()).toEqual([]);
});

it('a reject that was lost is found', async () => {
  await hub.db.rows('test.lose-reject', sql`delete from rejects`);
  expect(await wrong()).toEqual(['accepted and rejected rows add up in each delivery']);
});

it('an identity that is nobody’s is found', async () => {
  await hub.db.rows('test.lose-person', sql`update identities set person_id = null`);
  expect(await wrong()).toContain('an identity has a person while a source tells of it');
});
