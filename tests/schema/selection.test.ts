import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { selects } from '../../schema/selection.ts';

/** The root field of a document and its fragments, as a resolver is told them. */
function asked(text: string): Parameters<typeof selects>[0] {
  const { definitions } = parse(text);
  const [operation] = definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('no operation first');
  const named = definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [each] : []));
  return {
    fieldNodes: operation.selectionSet.selections as never,
    fragments: Object.fromEntries(named.map((each) => [each.name.value, each])),
  };
}

const LINES = new Set(['lines', 'gaps']);

describe('whether a field is selected below another', () => {
  it.each([
    ['at any depth', '{ budget { streams { lines { basis } } } }'],
    ['under another name', '{ budget { streams { first: lines { basis } } } }'],
    ['in an inline fragment', '{ budget { ... on Budget { gaps { reason } } } }'],
    [
      'in a fragment of a fragment',
      '{ budget { ...A } } fragment A on B { ...C } fragment C on B { gaps { reason } }',
    ],
    [
      'even where a directive may leave it out',
      '{ budget { gaps @include(if: false) { reason } } }',
    ],
  ])('yes: %s', (_where, text) => {
    expect(selects(asked(text), LINES)).toBe(true);
  });

  it.each([
    ['nowhere', '{ budget { total { awarded { pence } } } }'],
    ['only as the name given to another', '{ budget { lines: total { awarded { pence } } } }'],
    [
      'only in a fragment that is not spread',
      '{ budget { year } } fragment A on B { gaps { reason } }',
    ],
  ])('no: %s', (_where, text) => {
    expect(selects(asked(text), LINES)).toBe(false);
  });
});
