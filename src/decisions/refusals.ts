/** What cannot be recorded: which field, a code, and why in words to act on. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** Nobody by that key, or nobody for whom the viewer may record anything: the same answer. */
export const nobody = (): DecisionRefused =>
  new DecisionRefused('person', 'NO_PERSON', 'is not known by that key');
