import { describe, expect, it } from 'vitest';
import { socialCareCld } from '../../adapters/social-care-cld/adapter.ts';
import { ETHNICITY, PRIMARY_SUPPORT_REASON } from '../../adapters/social-care-cld/code-lists.ts';
import { cldFile } from '../support/cld.ts';
import { accepted, contextFor, readText, sampleOf } from '../support/reading.ts';

type Cells = Readonly<Record<string, string>>;

const council = contextFor('E08000039');

const read = async (cells: Cells) =>
  accepted((await readText(socialCareCld, council, cldFile(cells)))[0]);

/** What the row says of its person, as `kind code`. */
const said = async (cells: Cells) =>
  ((await read(cells)).characteristics ?? []).map(({ kind, code }) => `${kind} ${code}`);

const codeOf = async (field: string, text: string) =>
  (await said({ [field]: text })).map((each) => each.split(' ')[1])[0];

describe('what a row says of its person for totals', () => {
  it.each([
    ['Female', 'FEMALE'],
    ['male', 'MALE'],
    ['Other', 'OTHER'],
    ['Unknown', 'NOT_KNOWN'],
    ['anything else', undefined],
    ['', undefined],
  ])('Gender %s is %s', async (text, code) => {
    expect(await codeOf('Gender', text)).toBe(code);
  });

  it.each(['release1', 'release2'] as const)(
    'every Ethnicity of %s has a group',
    async (release) => {
      const groups = [];
      for (const text of ETHNICITY[release]) groups.push(await codeOf('Ethnicity', text));
      expect(groups).toEqual([
        ...['ASIAN', 'ASIAN', 'ASIAN', 'ASIAN', 'ASIAN', 'BLACK', 'BLACK', 'BLACK'],
        ...['MIXED', 'MIXED', 'MIXED', 'MIXED', 'NOT_KNOWN', 'NOT_KNOWN', 'OTHER', 'OTHER'],
        ...['WHITE', 'WHITE', 'WHITE', 'WHITE', 'WHITE'],
      ]);
    },
  );

  it.each(['release1', 'release2'] as const)('every reason of %s has a group', async (release) => {
    const groups = [];
    for (const text of PRIMARY_SUPPORT_REASON[release]) {
      groups.push(await codeOf('Primary Support Reason', text));
    }
    expect(groups).toEqual([
      ...['PHYSICAL_SUPPORT', 'PHYSICAL_SUPPORT'],
      ...['SENSORY_SUPPORT', 'SENSORY_SUPPORT', 'SENSORY_SUPPORT'],
      ...['MEMORY_AND_COGNITION', 'LEARNING_DISABILITY', 'MENTAL_HEALTH'],
      ...['SOCIAL_SUPPORT', 'SOCIAL_SUPPORT', 'SOCIAL_SUPPORT', 'SOCIAL_SUPPORT', 'NOT_KNOWN'],
    ]);
  });

  it('is nothing where the columns are not there, and a row still loads', async () => {
    expect(await said({})).toEqual([]);
  });

  it('of a carer is never what the person they care for needs', async () => {
    const carer = { 'Client Type': 'Unpaid carer', Gender: 'Male' };
    const reason = 'Primary Support Reason';
    expect(await said({ ...carer, [reason]: 'Learning disability support' })).toEqual(['SEX MALE']);
    expect(await said({ ...carer, [reason]: 'Social support: Support to unpaid carer' })).toEqual([
      'SEX MALE',
      'CLIENT_GROUP SOCIAL_SUPPORT',
    ]);
  });

  it('is not said of the person cared for, whom the row is about', async () => {
    const respite = {
      'Client Type': 'Unpaid carer',
      Gender: 'Male',
      'Service Type': 'Unpaid carer support: Support involving the person cared-for',
      'Adult 1 Linked Person_ID': 'P9',
    };
    expect((await read(respite)).identity?.localId).toBe('P9');
    expect(await said(respite)).toEqual([]);
  });

  it('is read from the samples, of both releases', async () => {
    const [first] = await readText(
      socialCareCld,
      council,
      sampleOf(socialCareCld, 'e08000039-2025-26.csv'),
    );
    expect(accepted(first).characteristics).toEqual([
      { kind: 'SEX', code: 'FEMALE' },
      { kind: 'ETHNIC_GROUP', code: 'WHITE' },
      { kind: 'CLIENT_GROUP', code: 'PHYSICAL_SUPPORT' },
    ]);
    const [old] = await readText(
      socialCareCld,
      contextFor('E06000001'),
      sampleOf(socialCareCld, 'e06000001-2025-q1-release-1.csv'),
    );
    expect(accepted(old).characteristics).toEqual(accepted(first).characteristics);
  });
});

describe('who gives the care', () => {
  const LOCATION = 'Provider CQC Location ID';
  it.each([
    ['the number of a location', '1-101641234', '1-101641234'],
    ['an organisation known here', 'HOMELY', 'HOMELY'],
    ['a site of a trust', 'RCF01', 'RCF'],
    ['a site of nobody known', 'RZZ01', null],
    ['a name', 'SMITH', null],
    ['a name of several words', 'Mrs A Smith', null],
    ['nothing', '', null],
  ])('%s: %s', async (_what, text, provider) => {
    expect((await read({ [LOCATION]: text })).awards[0]?.provider).toBe(provider);
  });
});
