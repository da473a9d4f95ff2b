import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { link, unlink } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accessToWorkFile, claimCells, dfgFile } from './files.ts';
import { budgetByNino, budgetOf, inPence, loaded, takeBack } from './reading.ts';

const nhsNumber = '9990000018' as NhsNumber;
const nino = 'AB123456C' as Nino;
const actor = 'test';
const evidence = 'both documents seen by the council on 12 January 2026';
const CLAIM = {
  ...claimCells('CL1', '2025-06-01', '2025-06-30', '1764.00'),
  'Amount Paid': '1680.00',
  'Payment Date': '2025-07-18',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile(CLAIM)));
});
afterAll(() => hub.close());

const everyAward = () =>
  hub.db.rows(
    'test.awards',
    sql`select id, identity_id, submission_id, row from awards order by id`,
  );
const both = async () => [await budgetOf(hub, nhsNumber), await budgetByNino(hub, nino)];
const totals = async () => (await both()).map(({ total }) => inPence(total));

// 100 × 365 ÷ 7 = 5,214.2857 of the council, nothing to pay; 1,680 of Access to Work
const COUNCIL_ONLY = [521_429, 0, null, null, 521_429];
const WORK_ONLY = [168_000, 0, 168_000, 0, 0];
const TOGETHER = [689_429, 0, 168_000, 0, 521_429];

describe('an NHS number and a NINO that no file carries together', () => {
  it('are two people, however alike their rows', async () => {
    expect(await totals()).toEqual([COUNCIL_ONLY, WORK_ONLY]);
  });

  it('are one person while a recorded link says so, and no award has moved', async () => {
    const awards = await everyAward();
    expect(await link(hub.db, { nhsNumber, nino, evidence, actor })).toBe('DONE');
    expect(await link(hub.db, { nhsNumber, nino, evidence, actor })).toBe('ALREADY_DONE');
    expect(await totals()).toEqual([TOGETHER, TOGETHER]);
    expect(await everyAward()).toEqual(awards);
    expect(await unlink(hub.db, { nhsNumber, nino, actor })).toBe('DONE');
  });

  it('are who they were before once it is undone, to the last figure', async () => {
    const [awards, before] = [await everyAward(), await both()];
    await link(hub.db, { nhsNumber, nino, evidence, actor });
    expect(await unlink(hub.db, { nhsNumber, nino, actor })).toBe('DONE');
    expect(await unlink(hub.db, { nhsNumber, nino, actor })).toBe('ALREADY_DONE');
    expect(await both()).toEqual(before);
    expect(await everyAward()).toEqual(awards);
  });

  it('join what arrives for either while the link stands, and part it again', async () => {
    await link(hub.db, { nhsNumber, nino, evidence, actor });
    const travel = accessToWorkFile({
      'Award Reference': 'ATW2',
      ...CLAIM,
      'Amount Paid': '20.00',
    });
    const delivery = loaded(await hub.receive('employment-access-to-work', 'DWP', travel));
    expect((await totals())[0]?.[0]).toBe(691_429);
    await unlink(hub.db, { nhsNumber, nino, actor });
    expect((await totals()).map(([awarded]) => awarded)).toEqual([521_429, 170_000]);
    await takeBack(hub, delivery);
  });

  it('stay one person after the link is undone when a file carries both', async () => {
    await link(hub.db, { nhsNumber, nino, evidence, actor });
    const file = dfgFile({ 'NHS Number': nhsNumber, NINO: nino });
    const delivery = loaded(await hub.receive('housing-dfg', 'E08000039', file));
    await unlink(hub.db, { nhsNumber, nino, actor });
    // with the grant of 9,700
    expect((await totals()).map(([awarded]) => awarded)).toEqual([1_659_429, 1_659_429]);
    await takeBack(hub, delivery);
    expect(await totals()).toEqual([COUNCIL_ONLY, WORK_ONLY]);
  });

  it('need evidence, and are refused where a file gives the NINO to another NHS number', async () => {
    await expect(link(hub.db, { nhsNumber, nino, evidence: ' ', actor })).rejects.toThrow(
      'evidence',
    );
    const file = dfgFile({ 'NHS Number': '9990000026', NINO: nino });
    const delivery = loaded(await hub.receive('housing-dfg', 'E08000039', file));
    await expect(link(hub.db, { nhsNumber, nino, evidence, actor })).rejects.toThrow(
      'never joined',
    );
    await takeBack(hub, delivery);
  });
});
