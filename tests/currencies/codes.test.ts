import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CodeLists, codeLists } from '../../src/currencies/codes.ts';
import type { CurrencyCode, Scheme } from '../../src/currencies/scheme.ts';
import { sql } from '../../src/db/database.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const days = { from: '2011-04-01' as PlainDate, until: null };
const SCHEME: Scheme = {
  ...{ code: 'test-cluster', name: 'Test', measure: 'CLUSTER_DAY', clinical: true },
  ...{ form: '\\d{2}', digits: 2, days, succeededBy: null, source: 'test' },
};
const cluster = (code: string, unusable: string | null = null): CurrencyCode => ({
  ...{ scheme: 'test-cluster', code, name: code, group: null, days },
  ...{ unusable, review: null, source: 'test' },
});

const lists = new CodeLists([SCHEME], [cluster('01'), cluster('09', 'it is under review')]);

function refusalOf(scheme: string, text: string): string {
  try {
    lists.currency(scheme, text);
  } catch (error) {
    if (error instanceof BadValue) return error.code;
  }
  throw new Error('not refused');
}

describe('a code as sent', () => {
  it.each(['1', '01'])('%s is the cluster 01', (text) => {
    expect(lists.currency('test-cluster', text).code).toBe('01');
  });

  it.each([
    ['test-cluster', '02', 'UNKNOWN_CODE'],
    ['test-cluster', '1A', 'UNKNOWN_CODE'],
    ['test-cluster', '', 'UNKNOWN_CODE'],
    ['test-cluster', '001', 'UNKNOWN_CODE'],
    ['other', '01', 'UNKNOWN_CODE'],
    ['test-cluster', '9', 'UNUSABLE_CODE'],
  ])('of %s, %j is %s', (scheme, text, code) => {
    expect(refusalOf(scheme, text)).toBe(code);
  });

  it('says why a code must not be used, and which schemes there are', () => {
    expect(() => lists.currency('test-cluster', '09')).toThrow('it is under review');
    expect([lists.hasScheme('test-cluster'), lists.hasScheme('other')]).toEqual([true, false]);
  });
});

describe('the lists of a hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
    await hub.db.rows(
      'test.add-scheme',
      sql`insert into currency_schemes (code, name, measure, clinical, form, digits, first_day,
            source, position)
          values ('test-cluster', 'Test', 'CLUSTER_DAY', true, '[0-9]{2}', 2, '2011-04-01', 'test', 99)`,
    );
    await hub.db.rows(
      'test.add-currency',
      sql`insert into currencies (scheme, code, name, first_day, review_every, review_unit, source)
          values ('test-cluster', '07', 'Seven', '2011-04-01', 12, 'MONTH', 'test')`,
    );
  });
  afterAll(() => hub.close());

  it('are read in one statement', async () => {
    hub.statements.length = 0;
    const found = await codeLists(hub.db);
    expect(hub.statements).toEqual(['currencies.code-lists']);
    expect(found.currency('test-cluster', '7')).toEqual({
      ...{ scheme: 'test-cluster', code: '07', name: 'Seven', group: null, days },
      ...{ unusable: null, review: { every: 12, unit: 'MONTH' }, source: 'test' },
    });
    expect(() => found.currency('test-cluster', '08')).toThrow(BadValue);
  });
});
