/** Those who want to hear the name of every statement sent. */
export class Listeners {
  private readonly heard = new Set<(name: string) => void>();

  add(listener: (name: string) => void): () => void {
    this.heard.add(listener);
    return () => this.heard.delete(listener);
  }

  tell(name: string): void {
    for (const listener of this.heard) listener(name);
  }
}
