/** A query that was not asked or answered: which field, a code, and why in words to act on. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** Not known and not allowed are the same answer. */
export const nobody = () => new QueryRefused('person', 'NOT_FOUND', 'is not known by that key');

export const nothing = () =>
  new QueryRefused('about', 'NOT_FOUND', 'is nothing of theirs of which you may ask here');

export const noQuery = () =>
  new QueryRefused('query', 'NOT_FOUND', 'is none by that id that you may answer');
