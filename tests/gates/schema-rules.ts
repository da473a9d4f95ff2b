import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

/** A place in the contract that holds a value: a field, an argument or a field of an input. */
export interface Place {
  readonly name: string;
  readonly type: GraphQLNamedType;
  readonly description: string | null | undefined;
}

const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );

/** Every field, argument and field of an input, by `Type.field` and `Type.field(argument)`. */
export function placesOf(schema: GraphQLSchema): Place[] {
  const place = (
    name: string,
    { type, description }: Pick<GraphQLArgument, 'type' | 'description'>,
  ) => ({ name, type: getNamedType(type), description }) as const;
  return ownTypes(schema).flatMap((type): Place[] => {
    if (isInputObjectType(type)) {
      return Object.values(type.getFields()).map((each) =>
        place(`${type.name}.${each.name}`, each),
      );
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const name = `${type.name}.${field.name}`;
      const { description } = field;
      return [
        { name, type: getNamedType(field.type), description },
        ...field.args.map((argument) => place(`${name}(${argument.name})`, argument)),
      ];
    });
  });
}

/**
 * What says nothing of itself. The values of an enumeration may be explained together, in the
 * description of the enumeration; where one value has a description, all have.
 */
export function undescribed(schema: GraphQLSchema): string[] {
  const nothing = (text: string | null | undefined) => (text ?? '').trim() === '';
  const types = ownTypes(schema);
  const values = types.filter(isEnumType).flatMap((type) => {
    const all = type.getValues().map((value) => ({ value, silent: nothing(value.description) }));
    if (all.every(({ silent }) => silent)) return [];
    return all.filter(({ silent }) => silent).map(({ value }) => `${type.name}.${value.name}`);
  });
  return [
    ...types.filter(({ description }) => nothing(description)).map(({ name }) => name),
    ...placesOf(schema)
      .filter(({ description }) => nothing(description))
      .map(({ name }) => name),
    ...values,
  ];
}

const MONEY_TYPE = /pence|pounds?|money/i;
const MONEY_FIELD =
  /pence|pounds?|money|amount|price|cost|paid|awarded|contribution|balance|remaining|spent|ceiling|claimed/i;

/** Numbers that would lose pence: any Float, and an Int where name or type speaks of money. */
export function unsafeNumbers(schema: GraphQLSchema): string[] {
  return placesOf(schema)
    .filter(({ name, type }) => {
      const [owner = '', field = ''] = name.split('.');
      const speaksOfMoney = MONEY_TYPE.test(owner) || MONEY_FIELD.test(field);
      return type.name === 'Float' || (type.name === 'Int' && speaksOfMoney);
    })
    .map(({ name, type }) => `${name} is ${type.name}`);
}

/** A field that an answer can hold, as `Type.field`, and what it is. */
export interface ReachedField {
  readonly name: string;
  readonly type: GraphQLOutputType;
}

/**
 * Every field that an answer about `root` can hold: through objects, interfaces (with all that
 * implement them) and unions. A field of an interface stands under the interface.
 */
export function reach(schema: GraphQLSchema, root: string): ReachedField[] {
  const first = schema.getType(root);
  if (!first) throw new Error(`there is no type ${root}`);
  const seen = new Set<GraphQLNamedType>();
  const found: ReachedField[] = [];
  const visit = (type: GraphQLNamedType): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (isUnionType(type)) type.getTypes().forEach(visit);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const inherited = new Set(
      type.getInterfaces().flatMap((each) => Object.keys(each.getFields())),
    );
    for (const field of Object.values(type.getFields()) as GraphQLField<unknown, unknown>[]) {
      if (!inherited.has(field.name))
        found.push({ name: `${type.name}.${field.name}`, type: field.type });
      visit(getNamedType(field.type));
    }
    type.getInterfaces().forEach(visit);
    if (isInterfaceType(type)) schema.getPossibleTypes(type).forEach(visit);
  };
  visit(first);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
