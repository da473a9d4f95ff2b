import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
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

/** A deeper document costs more than any page needs: three fields lead from the query to a person. */
const DEEPEST = DEEPEST_BELOW_PERSON + 3;

const refuse = (reason: string) =>
  new GraphQLError(reason, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

/** Refuses documents that nest deeper than a page needs, through fragments too. */
const depthLimit: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(node) {
    const depth = depthOf(node.selectionSet, context, new Set());
    const below = depthBelowPerson(node.selectionSet, context, new Set());
    if (below > DEEPEST_BELOW_PERSON || depth > DEEPEST + INTROSPECTION_ALLOWANCE) {
      context.reportError(refuse(`the query nests deeper than ${DEEPEST_BELOW_PERSON} fields`));
    }
  },
});

/** The introspection query of common tools nests type references thirteen deep. */
const INTROSPECTION_ALLOWANCE = 6;

const PEOPLE = new Set(['person', 'people']);

function depthBelowPerson(
  set: SelectionSetNode,
  context: ValidationContext,
  seen: Set<FragmentDefinitionNode>,
): number {
  return deepest(set, context, seen, (field, inner, within) =>
    PEOPLE.has(field)
      ? depthOf(inner, context, within) - (field === 'people' ? 1 : 0)
      : depthBelowPerson(inner, context, within),
  );
}

function depthOf(
  set: SelectionSetNode,
  context: ValidationContext,
  seen: Set<FragmentDefinitionNode>,
): number {
  return deepest(
    set,
    context,
    seen,
    (_field, inner, within) => 1 + depthOf(inner, context, within),
    1,
  );
}

function deepest(
  set: SelectionSetNode,
  context: ValidationContext,
  seen: Set<FragmentDefinitionNode>,
  ofField: (field: string, inner: SelectionSetNode, seen: Set<FragmentDefinitionNode>) => number,
  leaf = 0,
): number {
  let most = 0;
  for (const selection of set.selections) {
    let depth = leaf;
    if (selection.kind === Kind.FIELD) {
      if (selection.selectionSet)
        depth = ofField(selection.name.value, selection.selectionSet, seen);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      depth = deepest(selection.selectionSet, context, seen, ofField, leaf);
    } else {
      const fragment = context.getFragment(selection.name.value);
      // A fragment that spreads itself is refused by the standard rules.
      if (!fragment || seen.has(fragment)) continue;
      const within = new Set(seen).add(fragment);
      depth = deepest(fragment.selectionSet, context, within, ofField, leaf);
    }
    most = Math.max(most, depth);
  }
  return most;
}

const aliasLimit: ValidationRule = (context): ASTVisitor => {
  let aliases = 0;
  return {
    Field(node) {
      if (!node.alias) return;
      aliases += 1;
      if (aliases === MOST_ALIASES + 1) {
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
export const limits: readonly ValidationRule[] = [depthLimit, aliasLimit, operationLimit];
