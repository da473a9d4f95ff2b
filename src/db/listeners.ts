import type { StatementTimer } from './database.ts';

/** Those who want to hear the name of every statement sent, and those who time them. */
export class Listeners {
  private readonly heard = new Set<(name: string) => void>();
  private readonly timers = new Set<StatementTimer>();

  add(listener: (name: string) => void): () => void {
    this.heard.add(listener);
    return () => this.heard.delete(listener);
  }

  addTimer(timer: StatementTimer): () => void {
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Tells of the statement that `send` sends. While nobody times statements, none is waited for. */
  during<Result>(name: string, send: () => Promise<Result>): Promise<Result> {
    for (const listener of this.heard) listener(name);
    return this.timers.size === 0 ? send() : this.timed(name, send);
  }

  private async timed<Result>(name: string, send: () => Promise<Result>): Promise<Result> {
    const ends = [...this.timers].map((timer) => timer(name));
    let failure: unknown;
    try {
      return await send();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      for (const end of ends) end?.(failure);
    }
  }
}
