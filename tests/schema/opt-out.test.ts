import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOptOut, optOut } from '../../src/people/opt-outs.ts';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const TODAY = '2026-01-15' as PlainDate;
const key = { nhsNumber: ANN };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  await relate(hub.db, { subject: 'w', key, fromDay: null, untilDay: null, actor: 'test' });
  const grant = { kind: 'deputy', evidence: 'order', streams: null, actor: 'test' } as const;
  await represent(hub.db, { ...grant, key, subject: 'r', days: { from: TODAY, until: null } });
});
afterAll(() => hub.close());

const asked = async (viewer: Parameters<TestHub['ask']>[0]) => {
  const query = `{ person(by: { nhsNumber: "${ANN}" }) { id optedOut } }`;
  const { data, errors } = await hub.ask(viewer, query);
  expect(errors).toBeUndefined();
  return data.person.optedOut;
};

describe('the national data opt-out', () => {
  it('is told to the person, from its first day until it is taken back', async () => {
    expect(await asked(holder(ANN))).toBe(false);
    await optOut(hub.db, { key, evidence: 'letter', from: TODAY, actor: 'test' });
    expect(await asked(holder(ANN))).toBe(true);
    await endOptOut(hub.db, { key, actor: 'test' });
    expect(await asked(holder(ANN))).toBe(false);
    const from = '2026-01-16' as PlainDate;
    await optOut(hub.db, { key, evidence: 'letter', from, actor: 'test' });
    expect(await asked(holder(ANN))).toBe(false);
    hub.day = from;
    expect(await asked(holder(ANN))).toBe(true);
  });

  it('is told to nobody else, whether or not there is one', async () => {
    expect(await asked({ role: 'care-team', subject: 'w', organisation: 'E08000039' })).toBeNull();
    expect(await asked({ role: 'representative', subject: 'r' })).toBeNull();
  });
});
