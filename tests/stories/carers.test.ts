import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { budgetOf, entryOf, inPence, loaded } from './reading.ts';

const CARED_FOR = '9990000018';
const CARER = '9990000026';
const NAMES = ['First Name', 'Last Name'] as const;
const named = ([first, last]: readonly [string, string]) => ({
  [NAMES[0]]: first,
  [NAMES[1]]: last,
});

const CARED_FOR_ROW = { ...named(['Robert', 'Gill']), 'LA Person Unique Identifier': 'P1' };
const CARER_ROW = {
  ...named(['Maureen', 'Ashby']),
  'NHS Number': CARER,
  'LA Person Unique Identifier': 'C1',
  'Date of Birth': '1955-05-05',
  'Client Type': 'Unpaid carer',
  'Adult 1 Linked Person_ID': 'P1',
};
/** A break for the carer, given to her: £35 a week. */
const FOR_THE_CARER = {
  ...CARER_ROW,
  'Service Type': 'Unpaid carer support: Direct to unpaid carer',
  'Service Component': 'Other unpaid carer support',
  'Delivery Mechanism': 'Direct payment',
  'Unit Cost': '35.00',
};
/** A week's respite for the person cared for, told of on the carer's row. */
const RESPITE = {
  ...CARER_ROW,
  'Service Type': 'Unpaid carer support: Support involving the person cared-for',
  'Service Component': 'Unpaid carer respite',
  'Event Start Date': '2025-07-07',
  'Event End Date': '2025-07-13',
  'Unit Cost': '812.00',
  'Cost Frequency (Unit Type)': 'One-off',
};
const KNOWN_BY_ASSOCIATION = {
  ...FOR_THE_CARER,
  'Client Type': 'Unpaid carer known by association',
  'Unit Cost': '999.00',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  const rows = [CARED_FOR_ROW, FOR_THE_CARER, RESPITE, KNOWN_BY_ASSOCIATION];
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile(...rows)));
});
afterAll(() => hub.close());

describe('a carer and the person they care for', () => {
  it('the carer’s support is the carer’s own budget', async () => {
    const budget = await budgetOf(hub, CARER);
    expect(budget.streams).toHaveLength(1);
    const entry = entryOf(budget, 'carer-support');
    // 35 ÷ 7 × 365
    expect(inPence(entry.figures)).toEqual([182_500, 0, null, null, 182_500]);
    expect(entry.lines).toMatchObject([
      { legalBasis: 'Care Act 2014 s20', mode: 'DIRECT_PAYMENT' },
    ]);
    expect(budget.total.awarded.pence).toBe(182_500);
  });

  it('respite that is a service to the person cared for is theirs, with nothing said of a charge', async () => {
    const budget = await budgetOf(hub, CARED_FOR);
    expect(budget.streams).toHaveLength(1);
    const entry = entryOf(budget, 'adult-social-care');
    // 100 × 365 ÷ 7 = 5,214.29, and 812.00 once
    expect(entry.lines).toMatchObject([
      { basis: 'RECURRING', amount: { pence: 521_429 } },
      { basis: 'ONE_OFF', amount: { pence: 81_200 } },
    ]);
    expect(inPence(entry.figures)).toEqual([602_629, null, null, null, 602_629]);
  });

  it('a carer known by association has no money and joins nobody', async () => {
    const both = [await budgetOf(hub, CARER), await budgetOf(hub, CARED_FOR)];
    expect(JSON.stringify(both)).not.toContain('999.00');
  });

  it('neither sees the other’s line, name or link', async () => {
    const ofCarer = JSON.stringify(await budgetOf(hub, CARER));
    const ofCaredFor = JSON.stringify(await budgetOf(hub, CARED_FOR));
    for (const word of ['812', 'Gill', 'P1', CARED_FOR]) expect(ofCarer).not.toContain(word);
    for (const word of ['35.00', 'carer', 'Ashby', 'C1', CARER]) {
      expect(ofCaredFor.toLowerCase()).not.toContain(word.toLowerCase());
    }
  });

  it('they are two people', async () => {
    const ask = async (nhsNumber: string) => {
      const query = 'query ($n: NhsNumber!) { person(by: { nhsNumber: $n }) { id name { full } } }';
      return (await hub.ask(holder(nhsNumber), query, { n: nhsNumber })).data.person;
    };
    const [carer, caredFor] = [await ask(CARER), await ask(CARED_FOR)];
    expect(carer.id).not.toBe(caredFor.id);
    expect(carer.name.full).toBe('Maureen Ashby');
    expect(caredFor.name.full).toBe('Robert Gill');
  });
});
