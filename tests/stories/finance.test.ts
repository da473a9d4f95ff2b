import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideFunding } from '../../src/awards/decide-funding.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { shares } from '../awards/decisions.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, PERSON_BUDGET } from '../support/queries.ts';
import { accessToWorkFile, chcFile, claimCells, dfgFile, scanFile } from './files.ts';
import { inPence, loaded, takeBack } from './reading.ts';

const ANN = '9990000018';
const YEAR = '2025-26';
const COUNCIL = 'E08000039';
const MORE = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
  id name { full } birthDate deathDate nhsNumber wishes { kind } representatives { id }
  restatement(year: "2025-26", from: "2020-01-01") { before { awarded { pence } } after { awarded { pence } } changes { stream { code } after { pence } words } }
  indicativeBudget(from: "2026-01-15") { complete total { pence } lines { stream { code } funder { code } amount { pence } } ceilings { element } beside { description } byFunder { funder { code } amount { pence } } } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile({})));
  loaded(await hub.receive('health-chc', 'QF7', chcFile({})));
});
afterAll(() => hub.close());

type Asking = Parameters<TestHub['ask']>[0];
const finance = (organisation: string) =>
  ({ role: 'finance', subject: 'payer', organisation }) as const;
const asked = { nhsNumber: ANN, year: YEAR };
const budget = async (viewer: Asking): Promise<Answer['data']> =>
  (await hub.ask(viewer, PERSON_BUDGET, asked)).data.person.integratedBudget;
const codes = (of: Answer['data']) =>
  of.streams.map((each: Answer['data']) => [each.stream.code, each.funder.code]);

/** Everything that finance can be told of Ann, as it travels. */
async function told(organisation: string): Promise<string> {
  const answers = [
    await hub.ask(finance(organisation), PERSON_BUDGET, asked),
    await hub.ask(finance(organisation), MORE, { nhsNumber: ANN }),
    await hub.ask(finance(organisation), CASELOAD, { first: 10, year: YEAR }),
  ];
  for (const { errors } of answers) expect(errors).toBeUndefined();
  return JSON.stringify(answers);
}

describe('finance reads the person whom its organisation pays for', () => {
  it('with its own lines in every figure and no others', async () => {
    // Of the council 100 ÷ 7 × 365 days; of the board 350 ÷ 7 × 182 days from 1 October.
    const council = await budget(finance(COUNCIL));
    expect(codes(council)).toEqual([['adult-social-care', COUNCIL]]);
    expect(inPence(council.total)).toEqual([521_429, 0, null, null, 521_429]);
    const board = await budget(finance('QF7'));
    expect(codes(board)).toEqual([['continuing-healthcare', 'QF7']]);
    expect(inPence(board.total)[0]).toBe(910_000);
    expect(board.withheld).toEqual(council.withheld);
    expect(board.withheld[0]).toEqual({
      sector: 'SOCIAL_CARE',
      reason:
        'Social care information on what another organisation pays for is not shown to finance teams.',
    });
  });

  it('with the same statements as anybody', async () => {
    await budget(finance('QF7'));
    expect(hub.statements).toEqual([
      'people.open-person',
      'people.visible-person',
      'budgets.told-in-year',
      'audit.keep-reads',
    ]);
    await hub.ask(finance('QF7'), CASELOAD, { first: 10, year: YEAR });
    expect(hub.statements).toHaveLength(4);
  });

  it('in its restatement and its forecast', async () => {
    const { data } = await hub.ask(finance('QF7'), MORE, { nhsNumber: ANN });
    const { restatement, indicativeBudget: ahead } = data.person;
    expect(restatement.after.awarded.pence).toBe(910_000);
    expect(restatement.changes).toMatchObject([
      { stream: { code: 'continuing-healthcare' }, after: { pence: 910_000 } },
    ]);
    // 350 ÷ 7 × 365 days
    expect(ahead).toMatchObject({ complete: true, total: { pence: 1_825_000 }, beside: [] });
    expect(ahead.byFunder).toEqual([{ funder: { code: 'QF7' }, amount: { pence: 1_825_000 } }]);
  });

  it('without wishes, and without who acts for them or has looked', async () => {
    await recordWish(hub.db, {
      ...{ key: { nhsNumber: ANN as NhsNumber }, kind: 'AGREEMENT', stream: 'housing-benefit' },
      ...{ to: null, purpose: 'direct care', givenBy: 'self', evidence: '', actor: 'test' },
      days: { from: hub.day, until: null },
    });
    const { data } = await hub.ask(finance('QF7'), MORE, { nhsNumber: ANN });
    expect(data.person).toMatchObject({ wishes: [], representatives: null });
    const looked = `{ person(by: { nhsNumber: "${ANN}" }) { whoLooked(first: 1) { nodes { id } } } }`;
    const { errors } = await hub.ask(finance('QF7'), looked);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('and the person can see that they did, of which stream, and why', async () => {
    await budget(finance('QF7'));
    const looked = `{ viewer { person { whoLooked(first: 1) { nodes { role organisation { code } streams { code } reason } } } } }`;
    const { data } = await hub.ask(holder(ANN), looked);
    expect(data.viewer.person.whoLooked.nodes).toEqual([
      {
        ...{ role: 'finance', organisation: { code: 'QF7' } },
        streams: [{ code: 'continuing-healthcare' }],
        reason: 'money that their organisation funds or hosts',
      },
    ]);
  });
});

describe('what others pay for', () => {
  it('leaves every answer byte for byte what it is without it', async () => {
    const before = [await told(COUNCIL), await told('QF7')];
    const own = await hub.ask(holder(ANN), PERSON_BUDGET, asked);
    const both = { 'NHS Number': ANN, NINO: 'AB123456C' };
    const claims = claimCells('C', '2025-06-01', '2025-06-30', '1.00');
    const deliveries: string[] = [];
    const files: Parameters<TestHub['receive']>[] = [
      ['housing-dfg', 'E08000038', dfgFile({ ...both, Council: 'E08000038' })],
      ['housing-shbe', 'E08000018', scanFile('08-12-2025', {}).replace(COUNCIL, 'E08000018')],
      ['employment-access-to-work', 'DWP', accessToWorkFile(claims)],
    ];
    for (const file of files) deliveries.push(loaded(await hub.receive(...file)));
    expect(await hub.ask(holder(ANN), PERSON_BUDGET, asked)).not.toEqual(own);
    expect([await told(COUNCIL), await told('QF7')]).toEqual(before);
    expect(codes(await budget(finance('DWP')))).toEqual([['access-to-work', 'DWP']]);
    for (const delivery of deliveries) await takeBack(hub, delivery);
  });
});

describe('an objection', () => {
  it('hides from a team and not from a payer its own payment', async () => {
    const before = await told('QF7');
    await recordWish(hub.db, {
      ...{ key: { nhsNumber: ANN as NhsNumber }, kind: 'OBJECTION', stream: null, to: null },
      ...{ purpose: 'direct care', givenBy: 'self', evidence: '', actor: 'test' },
      days: { from: hub.day, until: null },
    });
    expect(await told('QF7')).toBe(before);
  });
});

describe('a cost that funders share', () => {
  it('is shown to each as its own part, from the budget to the forecast', async () => {
    await decideFunding(hub.db, {
      ...{ key: { nhsNumber: ANN as NhsNumber }, stream: 'adult-social-care' },
      ...{ funders: shares('E08000039=50,QF7=50'), interimPayer: null, actor: 'test' },
      ...{ days: { from: '2025-04-01' as PlainDate, until: null }, reason: 'joint assessment' },
    });
    // 5,214.29 by halves: 2,607.15 and 2,607.14
    const council = await budget(finance(COUNCIL));
    expect(council.streams).toMatchObject([
      { funder: { code: COUNCIL }, amount: { pence: 260_715 } },
    ]);
    const board = await budget(finance('QF7'));
    expect(codes(board)).toEqual([
      ['adult-social-care', 'QF7'],
      ['continuing-healthcare', 'QF7'],
    ]);
    expect(board.total.awarded.pence).toBe(260_714 + 910_000);
    const { data } = await hub.ask(finance(COUNCIL), MORE, { nhsNumber: ANN });
    expect(data.person.indicativeBudget.byFunder).toMatchObject([{ funder: { code: COUNCIL } }]);
    expect(data.person.restatement.after.awarded.pence).toBe(260_715);
  });
});
