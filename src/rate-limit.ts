/** How much each subject may ask. */
export interface RateLimit {
  /** Requests that may come all at once. */
  readonly burst: number;
  /** Requests that come back each second. */
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  /** In milliseconds. */
  at: number;
}

/** Buckets kept; beyond that the one unused for longest goes, which has most likely filled up. */
const MOST_KEPT = 10_000;

/** A token bucket for each subject. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number = () => performance.now(),
    private readonly mostKept = MOST_KEPT,
  ) {}

  get kept(): number {
    return this.buckets.size;
  }

  /** Takes a token: 0, or the whole seconds to wait until there is one. */
  take(subject: string): number {
    const { burst, perSecond } = this.limit;
    const at = this.now();
    const known = this.buckets.get(subject);
    const refilled = known ? known.tokens + ((at - known.at) / 1000) * perSecond : burst;
    const tokens = Math.min(burst, refilled);
    const allowed = tokens >= 1;
    this.buckets.delete(subject);
    this.buckets.set(subject, { tokens: allowed ? tokens - 1 : tokens, at });
    if (this.buckets.size > this.mostKept) {
      this.buckets.delete(this.buckets.keys().next().value as string);
    }
    // What is left over in the last binary place is no second to wait.
    return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond - 1e-6));
  }
}
