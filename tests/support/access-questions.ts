import type { Target } from './access-world.ts';
import type { Answer } from './hub.ts';

/** A document of the contract, asked of one person or of what belongs to them. */
export interface Operation {
  readonly name: string;
  readonly document: string;
  readonly variables: (target: Target) => object;
  /** Whether the answer tells or does anything of the target, or of the person of that id. */
  readonly tells: (data: Answer['data'], target: Target) => boolean;
  /** Asks for nobody in particular: whoever may see nobody gets the same answer. */
  readonly list?: boolean;
}

export const PERSON = 'person(by: { nhsNumber: $nhsNumber })';
/** One field of a person, told where it says anything. */
export const ofPerson = (
  name: string,
  fields: string,
  tells: (person: Answer['data']) => unknown,
): Operation => ({
  name,
  document: `query ($nhsNumber: NhsNumber!) { ${PERSON} { ${fields} } }`,
  variables: ({ nhsNumber }) => ({ nhsNumber }),
  tells: ({ person }) => person !== null && Boolean(tells(person)),
});

const REFUSED = '... on Refusal { code message }';
/** Done unless it is refused for want of whom it is about. */
export const change = (
  name: string,
  input: string,
  fields: string,
  of: (target: Target) => object,
): Operation => ({
  name,
  document: `mutation ($input: ${input}!) { answer: ${name}(input: $input) { __typename ${fields} ${REFUSED} } }`,
  variables: (target) => ({ input: { idempotencyKey: name, ...of(target) } }),
  tells: (data) => data !== null && !/^(NO_|NOT_FOUND)/.test(data.answer.code ?? 'DONE'),
});

/** Told of nobody: the same for everyone to whom it is told. */
export const reference = (name: string, selection: string): Operation => ({
  name,
  document: `{ answer: ${selection} }`,
  variables: () => ({}),
  tells: (data) => {
    const answer = data?.answer ?? null;
    return Array.isArray(answer?.nodes) ? answer.nodes.length > 0 : answer !== null;
  },
});
