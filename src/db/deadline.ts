import { AsyncLocalStorage } from 'node:async_hooks';

/** The work took longer than it may; its statements were cancelled. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
  constructor() {
    super('the work took longer than it may and was stopped');
  }
}

/** The database cannot be reached, or had no connection to spare in time: worth another try. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  /** The database's or the system's code for it, where there is one. */
  readonly code: string | undefined;
  constructor(reason: string, code?: string) {
    super(reason);
    this.code = code;
  }
}

/** When work must have ended. Statements sent meanwhile listen to it and are cancelled by it. */
export class Deadline {
  /** Statements of this work that still wait for a connection. */
  waitingForConnection = 0;
  private readonly listeners = new Set<() => void>();
  private readonly timer: NodeJS.Timeout;
  private reason: DeadlinePassed | Unavailable | null = null;

  constructor(milliseconds: number) {
    this.timer = setTimeout(() => this.pass(), milliseconds);
  }

  /** Why the work was stopped; null while it may go on. */
  get passed(): DeadlinePassed | Unavailable | null {
    return this.reason;
  }

  /** Stops the work now, as when the client has gone. */
  pass(): void {
    clearTimeout(this.timer);
    if (this.reason) return;
    const waited = this.waitingForConnection > 0;
    this.reason = waited
      ? new Unavailable('no connection came free in time')
      : new DeadlinePassed();
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  /** Calls the listener when the deadline passes, at once if it has; gives how to stop listening. */
  whenPassed(listener: () => void): () => void {
    if (this.reason) listener();
    else this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The work has ended in time. */
  end(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }
}

const underWay = new AsyncLocalStorage<Deadline>();

/** The deadline of the work under way; undefined where it may take as long as it takes. */
export function currentDeadline(): Deadline | undefined {
  return underWay.getStore();
}

/** Does the work, and all that it starts, under the deadline. */
export function under<Result>(deadline: Deadline, work: () => Result): Result {
  return underWay.run(deadline, work);
}

/** Starts work that goes on to its end when the deadline of whoever started it has passed. */
export function withoutDeadline<Result>(work: () => Result): Result {
  return underWay.exit(work);
}

/** The outcome of the work, or the deadline's reason as soon as that passes. */
export function unlessPassed<Result>(
  deadline: Deadline | undefined,
  work: Promise<Result>,
): Promise<Result> {
  if (!deadline) return work;
  return new Promise((resolve, reject) => {
    const forget = deadline.whenPassed(() => reject(deadline.passed));
    work.then(resolve, reject).finally(forget);
  });
}
