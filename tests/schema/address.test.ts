import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { represent } from '../../src/people/representatives.ts';
import { endRestrictions, restrict } from '../../src/people/restrictions.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { SHEFFIELD } from '../deliveries/receiving.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const WORKER = { role: 'care-team', subject: 'worker', organisation: SHEFFIELD } as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({})));
});
afterAll(() => hub.close());

const key = { nhsNumber: ANN as NhsNumber };
type Asking = Parameters<TestHub['ask']>[0];

describe('Person.address', () => {
  const WHERE = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
    restricted address { postcode } } }`;
  const where = async (viewer: Asking) => (await hub.ask(viewer, WHERE, { id: ANN })).data.person;

  it('is told to those who see the person, and of a restricted record to them alone', async () => {
    const son = { role: 'representative', subject: 'son' } as const;
    const days = { from: '2026-01-01' as PlainDate, until: null };
    const grant = { key, subject: 'son', kind: 'deputy', streams: null, days } as const;
    await represent(hub.db, { ...grant, evidence: 'court order seen', actor: 'test' });
    await relate(hub.db, { subject: 'worker', key, fromDay: null, untilDay: null, actor: 'test' });
    const told = (restricted: boolean) => ({ restricted, address: { postcode: 'S1 2HH' } });
    const kept = { restricted: true, address: null };
    for (const viewer of [holder(ANN), son, WORKER])
      expect(await where(viewer)).toEqual(told(false));
    await restrict(hub.db, { key, reason: 'a court order', actor: 'test' });
    expect(await where(holder(ANN))).toEqual(told(true));
    expect(hub.statements).toEqual([
      'people.open-person',
      'people.visible-person',
      'audit.keep-reads',
    ]);
    for (const viewer of [son, WORKER]) expect(await where(viewer)).toEqual(kept);
    await endRestrictions(hub.db, { key, actor: 'test' });
    for (const viewer of [son, WORKER]) expect(await where(viewer)).toEqual(told(false));
  });
});
