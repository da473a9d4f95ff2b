/** One thing that must hold of what is stored, and whether it does. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was looked at, or what is wrong and where; opaque ids only. */
  readonly detail: string;
}

const SHOWN = 5;

/** A check over things found wrong; names the first few. */
export function checkThat(name: string, wrong: readonly string[], looked: string): Check {
  if (wrong.length === 0) return { name, ok: true, detail: looked };
  const more = wrong.length > SHOWN ? ` and ${wrong.length - SHOWN} more` : '';
  return { name, ok: false, detail: `${wrong.slice(0, SHOWN).join(', ')}${more}` };
}
