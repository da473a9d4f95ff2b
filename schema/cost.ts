import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { MOST_IN_A_PAGE } from './connection.ts';

/** An operation with what it is run with. */
export interface AskedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What an operation may cost before anything of it is run: each field counts one, and what stands
 * in the items of a page counts as often as the page may have items. Fragments count wherever they
 * are used. Always a whole number.
 */
export function costOf(asked: AskedOperation): number {
  const { schema, operation } = asked;
  const root = schema.getRootType(operation.operation) ?? undefined;
  const cost = new CostReader(asked).ofSet(operation.selectionSet, root, 1);
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}

class CostReader {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** By the fragment's name and the page it stands in: a document may use one very often. */
  private readonly known = new Map<string, number>();

  constructor(private readonly asked: AskedOperation) {
    this.fragments = new Map(
      asked.document.definitions
        .filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
        .map((each) => [each.name.value, each]),
    );
  }

  /** `page`: how many items the lists that stand here may have. */
  ofSet(set: SelectionSetNode, parent: GraphQLNamedType | undefined, page: number): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        cost += this.ofField(selection, parent, page);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition, selectionSet } = selection;
        const type = typeCondition ? this.typeNamed(typeCondition.name.value) : parent;
        cost += this.ofSet(selectionSet, type, page);
      } else {
        cost += this.ofFragment(selection.name.value, page);
      }
    }
    return cost;
  }

  private ofFragment(name: string, page: number): number {
    const fragment = this.fragments.get(name);
    if (!fragment) return 0;
    const key = `${name} ${page}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const type = this.typeNamed(fragment.typeCondition.name.value);
    const cost = this.ofSet(fragment.selectionSet, type, page);
    this.known.set(key, cost);
    return cost;
  }

  private ofField(field: FieldNode, parent: GraphQLNamedType | undefined, page: number): number {
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const type = hasFields ? parent.getFields()[field.name.value]?.type : undefined;
    const own = this.pageOf(field);
    const isList = type !== undefined && isListType(getNullableType(type));
    const times = isList ? (own ?? page) : 1;
    if (!field.selectionSet) return times;
    const named = type && getNamedType(type);
    return times * (1 + this.ofSet(field.selectionSet, named, isList ? 1 : (own ?? 1)));
  }

  /** The page that a field asks for; one out of bounds is refused when the field is read. */
  private pageOf({ arguments: given }: FieldNode): number | null {
    const first = given?.find(({ name }) => name.value === 'first');
    if (!first) return null;
    const size = this.numberOf(first.value);
    return Math.min(Math.max(Math.trunc(size), 1), MOST_IN_A_PAGE);
  }

  private numberOf(value: ValueNode): number {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return MOST_IN_A_PAGE;
    const name = value.name.value;
    const given = this.asked.variables[name];
    if (typeof given === 'number' && Number.isFinite(given)) return given;
    const definitions = this.asked.operation.variableDefinitions ?? [];
    const { defaultValue } = definitions.find((each) => each.variable.name.value === name) ?? {};
    return given === undefined && defaultValue ? this.numberOf(defaultValue) : MOST_IN_A_PAGE;
  }

  private typeNamed(name: string): GraphQLNamedType | undefined {
    return this.asked.schema.getType(name);
  }
}
