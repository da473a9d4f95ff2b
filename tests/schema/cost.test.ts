import { buildSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../schema/cost.ts';

const schema = buildSchema(`
  type Query { people(first: Int!): People!, one: Person, list(first: Int!): [Person!]! }
  type People { nodes: [Person!]!, edges: [Edge!]!, pageInfo: Info! }
  type Edge { node: Person! }
  type Info { more: Boolean! }
  interface Named { name: String! }
  type Person implements Named { name: String!, tags: [String!]!, friends(first: Int!): People! }
`);

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  const operation = document.definitions.find(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('there is no operation');
  return costOf({ schema, document, operation, variables });
}

describe('the cost of an operation', () => {
  it.each<[string, number]>([
    ['{ one { name } }', 2],
    ['{ __typename }', 1],
    // people 1, nodes 10 × (1 + name), pageInfo { more } 2.
    ['{ people(first: 10) { nodes { name } pageInfo { more } } }', 23],
    // people 1, edges 10 × (1 + node + name).
    ['{ people(first: 10) { edges { node { name } } } }', 31],
    // people 1, nodes 10 × (1 + friends 1 + nodes 5 × (1 + name)).
    ['{ people(first: 10) { nodes { friends(first: 5) { nodes { name } } } } }', 121],
    ['{ list(first: 7) { name } }', 14],
    // A list without a page counts once.
    ['{ one { tags } }', 2],
    ['{ one { ... on Named { name } ...f } } fragment f on Person { name tags }', 4],
    [
      '{ people(first: 3) { ...f } one { friends(first: 5) { ...f } } } fragment f on People { nodes { name } }',
      19,
    ],
    ['{ a: one { name } b: one { name } }', 4],
  ])('%s', (text, expected) => {
    expect(cost(text)).toBe(expected);
  });

  it('counts the page that variables ask for, by default too', () => {
    const text = 'query Q($n: Int!) { people(first: $n) { nodes { name } } }';
    expect(cost(text, { n: 30 })).toBe(61);
    expect(cost(text.replace('Int!', 'Int! = 4'))).toBe(9);
    expect(cost(text)).toBe(201);
  });

  it('counts a page out of bounds as the nearest that is allowed', () => {
    expect(cost('{ people(first: 100000) { nodes { name } } }')).toBe(201);
    expect(cost('{ people(first: -5) { nodes { name } } }')).toBe(3);
  });

  it('reads a document at once whose fragments use each other very often', () => {
    const fragments = Array.from(
      { length: 80 },
      (_, at) => `fragment f${at} on Person { ...f${at + 1} ...f${at + 1} }`,
    );
    const text = `{ one { ...f0 } } ${fragments.join(' ')} fragment f80 on Person { name }`;
    expect(cost(text)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
