import {
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** How deep fields may nest below a person. */
export const DEEPEST_BELOW_PERSON = 8;
/** How many fields of a document may be renamed. */
export const MOST_ALIASES = 15;
export const MOST_OPERATIONS = 10;
export const MOST_TOKENS = 1000;
/** How many fields an operation may select with its fragments written out. */
export const MOST_RECURSIVE_SELECTIONS = 1000;

/** A deeper document costs more than any page needs: three fields lead from the query to a person. */
const DEEPEST = DEEPEST_BELOW_PERSON + 3;

const refuse = (reason: string) =>
  new GraphQLError(reason, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

/** The introspection query of common tools nests type references thirteen deep. */
const INTROSPECTION_ALLOWANCE = 6;

const PEOPLE = new Set(['person', 'people']);

/** What a selection comes to with its fragments written out wherever they are used. */
interface Extent {
  /** Fields within fields. */
  readonly depth: number;
  /** The same, counted from a person. */
  readonly belowPerson: number;
  readonly aliases: number;
}

const NOTHING: Extent = { depth: 0, belowPerson: 0, aliases: 0 };

/**
 * Reads each fragment once, however often it is used: fragments that use each other twice over
 * would otherwise take for ever to read.
 */
class ExtentReader {
  private readonly known = new Map<FragmentDefinitionNode, Extent>();

  constructor(private readonly context: ValidationContext) {}

  of(set: SelectionSetNode): Extent {
    let { depth, belowPerson, aliases } = NOTHING;
    for (const selection of set.selections) {
      const extent = this.ofSelection(selection);
      depth = Math.max(depth, extent.depth);
      belowPerson = Math.max(belowPerson, extent.belowPerson);
      aliases += extent.aliases;
    }
    return { depth, belowPerson, aliases };
  }

  private ofSelection(selection: SelectionNode): Extent {
    if (selection.kind === Kind.FIELD) return this.ofField(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
    const fragment = this.context.getFragment(selection.name.value);
    return fragment ? this.ofFragment(fragment) : NOTHING;
  }

  private ofFragment(fragment: FragmentDefinitionNode): Extent {
    const known = this.known.get(fragment);
    if (known) return known;
    // A fragment that spreads itself is refused by the standard rules.
    this.known.set(fragment, NOTHING);
    const extent = this.of(fragment.selectionSet);
    this.known.set(fragment, extent);
    return extent;
  }

  private ofField({ name, alias, selectionSet }: FieldNode): Extent {
    const own = alias ? 1 : 0;
    if (!selectionSet) return { depth: 1, belowPerson: 0, aliases: own };
    const inner = this.of(selectionSet);
    const within = inner.depth - (name.value === 'people' ? 1 : 0);
    return {
      depth: inner.depth + 1,
      belowPerson: PEOPLE.has(name.value) ? within : inner.belowPerson,
      aliases: inner.aliases + own,
    };
  }
}

/** Refuses documents that nest deeper than a page needs or rename more, through fragments too. */
const extentLimit: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const reader = new ExtentReader(context);
  let aliases = 0;
  return {
    OperationDefinition(node) {
      const extent = reader.of(node.selectionSet);
      const deep = extent.depth > DEEPEST + INTROSPECTION_ALLOWANCE;
      if (deep || extent.belowPerson > DEEPEST_BELOW_PERSON) {
        context.reportError(refuse(`the query nests deeper than ${DEEPEST_BELOW_PERSON} fields`));
      }
      const before = aliases;
      aliases += extent.aliases;
      if (before <= MOST_ALIASES && aliases > MOST_ALIASES) {
        context.reportError(refuse(`the document renames more than ${MOST_ALIASES} fields`));
      }
    },
  };
};

const operationLimit: ValidationRule = (context): ASTVisitor => ({
  Document(node) {
    const operations = node.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operations.length > MOST_OPERATIONS) {
      context.reportError(refuse(`the document holds more than ${MOST_OPERATIONS} operations`));
    }
  },
});

/** What every document must meet beside the standard rules. */
export const limits: readonly ValidationRule[] = [extentLimit, operationLimit];
