import {
  buildSchema,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { PRIVACY, type Strategy } from '../../schema/privacy.ts';
import { schema } from '../../schema/schema.ts';
import { type ReachedField, reach } from './schema-rules.ts';

type Register = Readonly<Record<string, Strategy>>;

/** Types that leave no choice. */
const OF_TYPE: Register = {
  Money: 'money',
  Pence: 'money',
  NhsNumber: 'identity',
  Nino: 'identity',
  ID: 'opaque-id',
};

/** The types that answer about one person. */
const ROOTS = ['Person', 'FoundPerson'];

/** Where the register and what is reachable from a person part. */
function faultsOf(register: Register, contract: GraphQLSchema, roots = ROOTS): string[] {
  const fields = roots.flatMap((root) => reach(contract, root));
  const names = new Set(fields.map(({ name }) => name));
  return [
    ...Object.keys(register)
      .filter((name) => !names.has(name))
      .map((name) => `${name} is registered and not reachable`),
    ...fields.flatMap((field) => {
      const fault = faultOf(register[field.name], field);
      return fault === null ? [] : [`${field.name} ${fault}`];
    }),
  ];
}

function faultOf(strategy: Strategy | undefined, { type }: ReachedField): string | null {
  if (strategy === undefined) return 'is reachable and not registered';
  const named = getNamedType(type);
  const must = OF_TYPE[named.name];
  if (must !== undefined && strategy !== must) return `is ${named.name} and must be ${must}`;
  if (strategy === 'container' && !isCompositeType(named)) return 'is no container';
  const withholdable = !isNonNullType(type) || isListType(getNullableType(type));
  if (strategy === 'clinical' && !withholdable) return 'is clinical and cannot be withheld';
  return null;
}

describe('the privacy register', () => {
  it('walks the contract', () => {
    const names = reach(schema, 'Person').map(({ name }) => name);
    // Through objects, lists, an interface and what implements it.
    expect(names).toEqual(
      expect.arrayContaining(['Person.id', 'Line.mode', 'PricedLine.amount', 'Currency.code']),
    );
    expect(names).not.toContain('Delivery.id');
  });

  it('has every field of an answer about a person, and no other', () => {
    expect(faultsOf(PRIVACY, schema)).toEqual([]);
  });

  it('a new field of the contract is refused until it is registered', () => {
    const { 'Line.description': _, ...without } = PRIVACY;
    expect(faultsOf(without, schema)).toEqual(['Line.description is reachable and not registered']);
  });

  it('an entry that is out of date is refused', () => {
    const more = { ...PRIVACY, 'Person.shoeSize': 'identity' } as const;
    expect(faultsOf(more, schema)).toEqual(['Person.shoeSize is registered and not reachable']);
  });
});

describe('on a planted contract', () => {
  const planted = buildSchema(`
    scalar Pence
    type Query { person: Person, elsewhere: Elsewhere }
    type Elsewhere { secret: String }
    type Person { id: ID!, thing: Thing, parts: [Part!]! }
    union Thing = Grant | Loan
    type Grant { pence: Pence! }
    type Loan { code: String! }
    interface Part { place: String! }
    type Home implements Part { place: String!, rooms: Int! }
  `);
  const right: Register = {
    'Person.id': 'opaque-id',
    'Person.thing': 'container',
    'Person.parts': 'container',
    'Grant.pence': 'money',
    'Loan.code': 'support',
    'Part.place': 'support',
    'Home.rooms': 'support',
  };

  it('the walk goes through objects, interfaces and unions, and no further', () => {
    expect(faultsOf(right, planted, ['Person'])).toEqual([]);
    const missing = Object.keys(right).map((name) => `${name} is reachable and not registered`);
    expect(faultsOf({}, planted, ['Person']).sort()).toEqual(missing.sort());
  });

  it.each([
    ['Grant.pence', 'support', 'is Pence and must be money'],
    ['Person.id', 'identity', 'is ID and must be opaque-id'],
    ['Loan.code', 'container', 'is no container'],
    ['Loan.code', 'clinical', 'is clinical and cannot be withheld'],
  ] as const)('%s as %s is refused', (name, strategy, why) => {
    expect(faultsOf({ ...right, [name]: strategy }, planted, ['Person'])).toEqual([
      `${name} ${why}`,
    ]);
  });
});
