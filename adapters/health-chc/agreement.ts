/** Whether all rows that share a key say the same; remembers the first answer of each key. */
export class Agreement {
  private readonly said = new Map<string, string>();
  private readonly disagreeing = new Set<string>();

  note(key: string, says: string): void {
    const before = this.said.get(key);
    if (before === undefined) this.said.set(key, says);
    else if (before !== says) this.disagreeing.add(key);
  }

  holds(key: string): boolean {
    return !this.disagreeing.has(key);
  }
}
