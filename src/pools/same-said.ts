/** A text that two values share where they say the same. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each)) ?? '';

/** Whether two say the same in these fields. */
export function sameOf<Of extends object>(a: Of, b: Of, fields: readonly (keyof Of)[]): boolean {
  return fields.every((field) => textOf(a[field]) === textOf(b[field]));
}
