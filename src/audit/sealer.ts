import { AsyncResource } from 'node:async_hooks';
import type { Database } from '../db/database.ts';
import { seal } from './seal.ts';

/** Statements that write what is to be sealed. */
const WRITES = new Set(['audit.note', 'audit.keep-reads', 'ledger.keep-journal']);

/** With the time that sealing takes, a row is in a block within a second of its writing. */
const SOON = 500;
const AFTER_A_FAULT = 5000;

/** Seals soon after something was written through this database; quiet while nothing is. */
export class Sealer {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private wanted = false;
  private wokenAt = 0;
  private stopped = false;
  private readonly deafen: () => void;
  /** Sealing is no part of the request that woke it, nor under its deadline. */
  private readonly apart = new AsyncResource('Sealer');

  constructor(
    private readonly db: Database,
    private readonly tellFault: (cause: unknown) => void,
  ) {
    this.deafen = db.listen((name) => {
      if (WRITES.has(name)) this.wake();
    });
  }

  /** Something may be there to seal. */
  wake(): void {
    this.wanted = true;
    this.wokenAt = Date.now();
    this.apart.runInAsyncScope(() => this.schedule(SOON));
  }

  /** Seals what is left, and never again. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.deafen();
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    if (this.wanted) await this.sealOnce();
  }

  private schedule(delay: number): void {
    if (this.stopped || this.timer || this.running) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.running = this.sealOnce().then((delay) => {
        this.running = null;
        if (this.wanted) this.schedule(delay);
      });
    }, delay);
    // Whoever opened the database closes it; this alone keeps no process alive.
    this.timer.unref();
  }

  /** Gives how long to wait before the next time. */
  private async sealOnce(): Promise<number> {
    // A statement sent only now may not have reached the database yet: it is looked for once more.
    this.wanted = Date.now() - this.wokenAt < SOON;
    try {
      const all = await seal(this.db);
      this.wanted ||= !all;
      return SOON;
    } catch (cause) {
      this.wanted = true;
      this.tellFault(cause);
      return AFTER_A_FAULT;
    }
  }
}
