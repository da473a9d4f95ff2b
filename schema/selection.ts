import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** Answers kept by the field as it stands in its document. */
const known = new WeakMap<FieldNode, Map<ReadonlySet<string>, boolean>>();

/** Whether any of the fields is selected anywhere below, whatever its directives say. */
export function selects({ fieldNodes, fragments }: Asked, names: ReadonlySet<string>): boolean {
  return fieldNodes.some((field) => {
    const answers = known.get(field) ?? new Map<ReadonlySet<string>, boolean>();
    known.set(field, answers);
    const answer = answers.get(names) ?? below(field.selectionSet, fragments, names);
    answers.set(names, answer);
    return answer;
  });
}

/** Fragments hold no cycles: the document has passed validation. */
function below(
  set: SelectionSetNode | undefined,
  fragments: Asked['fragments'],
  names: ReadonlySet<string>,
): boolean {
  return (set?.selections ?? []).some((node) => {
    if (node.kind === 'FragmentSpread') {
      return below(fragments[node.name.value]?.selectionSet, fragments, names);
    }
    if (node.kind === 'Field' && names.has(node.name.value)) return true;
    return below(node.selectionSet, fragments, names);
  });
}
