/** The kind of fault and where in the code; never its message, which may hold what was stored. */
export function faultOf(cause: unknown): { name: string; code?: unknown; at: string[] } {
  const error = cause instanceof Error ? cause : new Error('not an error');
  // An error of the compiled executor may have no stack of its own.
  const stack = typeof error.stack === 'string' ? error.stack : '';
  const at = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  const { code } = error as { code?: unknown };
  return { name: error.name, ...(code === undefined ? {} : { code }), at: at.slice(0, 8) };
}
