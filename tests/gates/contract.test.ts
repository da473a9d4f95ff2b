import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isInputObjectType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema } from '../../schema/print.ts';
import { schema } from '../../schema/schema.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import * as queries from '../support/queries.ts';
import { placesOf, undescribed, unsafeNumbers } from './schema-rules.ts';

const committed = readFileSync(join(packageRoot(), 'schema/schema.graphql'), 'utf8');

const breaking = (before: GraphQLSchema, after: GraphQLSchema) =>
  findBreakingChanges(before, after).map(({ description }) => description);

describe('the committed schema.graphql', () => {
  it('holds the contract', () => {
    expect(placesOf(buildSchema(committed)).length).toBeGreaterThan(0);
  });

  it('is broken by nothing in the code', () => {
    expect(breaking(buildSchema(committed), schema)).toEqual([]);
  });

  it('is what the code prints; else: npm run build && npm run schema', () => {
    expect(printedSchema()).toBe(committed);
  });

  it.each([
    ['a field taken away', /\n {2}"""[^"]*"""\n {2}birthDate: PlainDate\n/, '\n'],
    ['a type changed', 'pence: Pence!', 'pence: String!'],
    ['an answer that may now be null', 'pence: Pence!', 'pence: Pence'],
    ['an argument asked for', 'deliveries(', 'deliveries(since: PlainDate!, '],
    ['a value taken away', /\n {2}ENTITLEMENT\n/, '\n'],
  ])('%s is seen', (_what, from, to) => {
    const changed = committed.replace(from, to);
    expect(changed).not.toBe(committed);
    expect(breaking(buildSchema(committed), buildSchema(changed))).not.toEqual([]);
  });
});

describe('the contract', () => {
  it('describes everything', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('has no number that loses pence', () => {
    expect(unsafeNumbers(schema)).toEqual([]);
  });

  it('asks for a person by exactly one key', () => {
    const by = schema.getType('PersonBy');
    expect(isInputObjectType(by) && by.isOneOf).toBe(true);
    expect(committed).toContain('input PersonBy @oneOf {');
  });

  const asked = Object.entries(queries).filter(([, value]) => typeof value === 'string');

  it('has queries that outside programs rely on', () => {
    expect(asked.length).toBeGreaterThan(0);
  });

  it.each(asked)('answers %s as written', (_name, query) => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  it('does not answer a query it does not know', () => {
    const asking = '{ person(by: { nhsNumber: "x", id: "y" }) { shoeSize } }';
    expect(validate(schema, parse(asking)).length).toBeGreaterThanOrEqual(2);
  });
});

describe('a planted fault is found', () => {
  const planted = buildSchema(`
    "Asked." type Query {
      "Described." person("Described." id: ID!, first: Int!): Person
      silent: String
    }
    type Person { "Described." pence: Int! "Described." rows: Int! "Described." share: Float }
    "Described." input Deposit { "Described." amount: Int! who: ID! }
    "Described." enum Mode { "Described." DIRECT THIRD_PARTY }
    "RED stops, GREEN goes." enum Light { RED GREEN }
  `);

  it('without a description', () => {
    expect(undescribed(planted).sort()).toEqual([
      'Deposit.who',
      'Mode.THIRD_PARTY',
      'Person',
      'Query.person(first)',
      'Query.silent',
    ]);
  });

  it('of a number', () => {
    expect(unsafeNumbers(planted).sort()).toEqual([
      'Deposit.amount is Int',
      'Person.pence is Int',
      'Person.share is Float',
    ]);
  });
});
