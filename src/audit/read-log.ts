import { AsyncResource } from 'node:async_hooks';
import { currentDeadline, unlessPassed } from '../db/deadline.ts';
import { parseText } from '../values/text.ts';
import type { PersonRead } from './read.ts';

/** One insert holds at most so many rows, so that no answer waits for one that is huge. */
const MOST_ROWS = 5000;

interface Waiter {
  readonly reads: readonly PersonRead[];
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Keeps who was seen, before the answer leaves. All that wait are written in one insert when the
 * insert before it has ended, so that many answers at once cost few commits. An insert that fails
 * fails for those who waited for it; nothing is tried twice, because it may have been written.
 */
export class ReadLog {
  private readonly waiting: Waiter[] = [];
  private writing = false;
  /** What is written is no one request’s: none may cut it off by its own deadline. */
  private readonly apart = new AsyncResource('ReadLog');

  constructor(private readonly insert: (reads: readonly PersonRead[]) => Promise<void>) {}

  /** Ends when every one of these reads is in the database; rejects when they may not be. */
  async keep(reads: readonly PersonRead[]): Promise<void> {
    // Text that no database holds would fail the insert for everybody who waits with it.
    for (const { subject, organisation } of reads) parseText(subject + (organisation ?? ''));
    if (reads.length === 0) return;
    const kept = new Promise<void>((resolve, reject) => {
      this.waiting.push({ reads, resolve, reject });
      if (!this.writing) this.apart.runInAsyncScope(() => void this.write());
    });
    await unlessPassed(currentDeadline(), kept);
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      try {
        await this.insert(group.flatMap(({ reads }) => reads));
        for (const { resolve } of group) resolve();
      } catch (cause) {
        for (const { reject } of group) reject(cause);
      }
    }
    this.writing = false;
  }

  /** Those who have waited for longest, one at least. */
  private nextGroup(): Waiter[] {
    let rows = 0;
    const beyond = this.waiting.findIndex(({ reads }, at) => {
      rows += reads.length;
      return at > 0 && rows > MOST_ROWS;
    });
    return this.waiting.splice(0, beyond === -1 ? this.waiting.length : beyond);
  }
}
