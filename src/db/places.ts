import { currentDeadline, Unavailable } from './deadline.ts';

/**
 * A fixed number of places, one for each connection, and a bounded queue for them in order of
 * arrival. Work under a deadline waits no longer than that; work without one always waits.
 */
export class Places {
  private taken = 0;
  private readonly queue = new Set<() => void>();

  constructor(
    private readonly size: number,
    private readonly mostWaiting: number,
  ) {}

  get inUse(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.queue.size;
  }

  /** Does the work in a place of its own. Throws Unavailable where none comes free in time. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.taken < this.size) this.taken += 1;
    else await this.wait();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private wait(): Promise<void> {
    const deadline = currentDeadline();
    if (deadline && this.queue.size >= this.mostWaiting) {
      throw new Unavailable('too many others wait for a connection');
    }
    return new Promise((resolve, reject) => {
      let forget = () => {};
      const leaveQueue = () => {
        this.queue.delete(begin);
        if (deadline) deadline.waitingForConnection -= 1;
      };
      const begin = () => {
        forget();
        leaveQueue();
        resolve();
      };
      this.queue.add(begin);
      if (!deadline) return;
      deadline.waitingForConnection += 1;
      forget = deadline.whenPassed(() => {
        leaveQueue();
        reject(deadline.passed);
      });
    });
  }

  /** Hands the place on; it stays taken then. */
  private leave(): void {
    const [next] = this.queue;
    if (next) next();
    else this.taken -= 1;
  }
}
