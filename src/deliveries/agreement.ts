/**
 * What the rows that belong together say, by field, and the fields on which they say different
 * things. A null takes no part: it is a field that could not be read, or that was left blank.
 */
export class Agreement<Field extends string> {
  private readonly said = new Map<string, Record<Field, string | null>>();
  private readonly apart = new Map<string, Set<Field>>();

  note(group: string, said: Record<Field, string | null>): void {
    const known = this.said.get(group);
    if (!known) {
      this.said.set(group, { ...said });
      return;
    }
    for (const field of Object.keys(said) as Field[]) {
      if (said[field] === null) continue;
      if (known[field] === null) known[field] = said[field];
      else if (known[field] !== said[field]) this.setApart(group, field);
    }
  }

  /** The fields on which the rows of the group do not agree. */
  fieldsApart(group: string): readonly Field[] {
    return [...(this.apart.get(group) ?? [])];
  }

  /** Whether the rows of the group say the same of every field. */
  agrees(group: string): boolean {
    return !this.apart.has(group);
  }

  private setApart(group: string, field: Field): void {
    const fields = this.apart.get(group);
    if (fields) fields.add(field);
    else this.apart.set(group, new Set([field]));
  }
}
