import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import { accessToWorkFile, chcFile, dfgFile, localAwardsFile } from './files.ts';
import { loaded, takeBack } from './reading.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const DIED = '2025-11-30';
const ASKED = `query ($id: NhsNumber!, $knownAt: PlainDate) { person(by: { nhsNumber: $id }) {
  deathDate
  integratedBudget(year: "2025-26", knownAt: $knownAt) {
    total { awarded { pence } }
    streams { stream { code } ceilings { openAfterDeath { deathDate } }
      lines { openAfterDeath { deathDate words } } } } } }`;
type Asking = Parameters<TestHub['ask']>[0];
const COUNCIL = { role: 'care-team', subject: 'worker', organisation: 'E08000039' } as const;
const BOARD = { ...COUNCIL, organisation: 'QF7' } as const;

let hub: TestHub;
let board: string;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({}, bob)));
  loaded(await hub.receive('local-awards', 'E08000038', localAwardsFile({ 'Last Day': DIED })));
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile({})));
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile({})));
  // The board tells that Ann died; its own package ends by that.
  const died = { 'PERSON DEATH DATE': DIED };
  board = loaded(await hub.receive('health-chc', 'QF7', chcFile(died)));
  for (const nhsNumber of [ANN, BOB]) {
    const days = { fromDay: '2025-01-01' as PlainDate, untilDay: null, actor: 'test' };
    await relate(hub.db, {
      subject: 'worker',
      key: { nhsNumber: nhsNumber as NhsNumber },
      ...days,
    });
  }
});
afterAll(() => hub.close());

const told = async (viewer: Asking, id = ANN, knownAt: string | null = null) => {
  const { data, errors } = await hub.ask(viewer, ASKED, { id, knownAt });
  if (errors) throw errors[0];
  return data.person;
};
/** The streams of which a line or a ceiling is flagged. */
const flagged = ({ integratedBudget }: Answer['data']): string[] =>
  integratedBudget.streams
    .filter(({ lines, ceilings }: Answer['data']) =>
      [...lines, ...ceilings].some(({ openAfterDeath }) => openAfterDeath !== null),
    )
    .map(({ stream }: Answer['data']) => stream.code);

describe('a death that one source tells of', () => {
  it('flags every award that is still open, whoever told it, and changes no amount', async () => {
    const person = await told(holder(ANN));
    expect(person.deathDate).toBe(DIED);
    expect(flagged(person)).toEqual([
      'adult-social-care',
      'disabled-facilities-grant',
      'access-to-work',
    ]);
    // Care 5,214.29, support 70 ÷ 7 × 244 days 2,440.00, grant 9,700.00, package 61 days of £50.
    expect(person.integratedBudget.total.awarded.pence).toBe(521429 + 244000 + 970000 + 305000);
  });

  it('is told to a team by the flag, and the date only where its source is shown', async () => {
    const seen = await told(COUNCIL);
    expect(seen.deathDate).toBe(DIED);
    expect(flagged(seen)).toEqual(['adult-social-care']);
    const days = { from: hub.day, until: null };
    const said = { kind: 'OBJECTION', stream: 'continuing-healthcare', to: 'SOCIAL_CARE' } as const;
    const by = { purpose: 'direct care', givenBy: 'self', evidence: '', actor: 'test' } as const;
    await recordWish(hub.db, { key: { nhsNumber: ANN as NhsNumber }, ...said, ...by, days });
    const shut = await told(COUNCIL);
    expect(shut.deathDate).toBeNull();
    expect(shut.integratedBudget.streams).toMatchObject([
      { stream: { code: 'adult-social-care' }, lines: [{ openAfterDeath: { deathDate: DIED } }] },
    ]);
    expect((await told(BOARD)).deathDate).toBe(DIED);
  });

  it('ends who acted for the person, also where nothing of that source is granted', async () => {
    const grant = { subject: 'son', evidence: 'form seen', streams: ['adult-social-care'] };
    const days = { from: '2025-01-01' as PlainDate, until: null };
    for (const kind of ['nominee', 'advocate'] as const) {
      const key = { nhsNumber: ANN as NhsNumber };
      await represent(hub.db, { ...grant, key, kind, days, actor: 'test' });
      const seen = await told({ role: 'representative', subject: 'son' });
      if (kind === 'nominee') expect(seen).toBeNull();
      else expect([seen.deathDate, flagged(seen)]).toEqual([null, ['adult-social-care']]);
    }
  });

  it('says nothing of anybody else', async () => {
    const bob = await told(holder(BOB), BOB);
    expect(bob.deathDate).toBeNull();
    expect(flagged(bob)).toEqual([]);
  });

  it('was not known before it was told', async () => {
    await hub.db.rows(
      'test.told-later',
      sql`update identities set recorded_at = '2100-01-02T12:00:00Z' where death_date is not null`,
    );
    expect(flagged(await told(holder(ANN), ANN, '2100-01-01'))).toEqual([]);
    expect(flagged(await told(holder(ANN), ANN, '2100-01-02'))).toHaveLength(3);
  });

  it('is gone with the delivery that told it', async () => {
    await takeBack(hub, board);
    const person = await told(holder(ANN));
    expect(person.deathDate).toBeNull();
    expect(flagged(person)).toEqual([]);
  });
});
