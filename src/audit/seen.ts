import type { Viewer } from '../access/viewer.ts';
import { foundReads, type OPENED_BECAUSE, type PersonRead, readsOf } from './read.ts';

/** Who is in one answer, and what it tells of them, to be kept before it leaves. */
export class Seen {
  /** By id, the codes of the streams that the answer tells of each. */
  private readonly told = new Map<string, Set<string>>();
  /** How the viewer has opened the records of those whom they would not see otherwise. */
  private readonly opened = new Map<string, keyof typeof OPENED_BECAUSE>();
  /** Of whom a search in the answer tells. */
  private readonly found = new Set<string>();
  /** For whom, who do not sign in, the answer is put on paper. */
  private readonly printed = new Set<string>();

  saw({
    id,
    openedAs,
  }: {
    readonly id: string;
    readonly openedAs: keyof typeof OPENED_BECAUSE | null;
  }): void {
    if (openedAs) this.opened.set(id, openedAs);
    this.tells(id, []);
  }

  tells(id: string, streams: Iterable<string>): void {
    const told = this.told.get(id) ?? new Set();
    this.told.set(id, told);
    for (const code of streams) told.add(code);
  }

  finds(id: string): void {
    this.found.add(id);
  }

  prints(id: string): void {
    this.printed.add(id);
  }

  reads(viewer: Viewer, requestId: string | null): PersonRead[] {
    const seen = readsOf(viewer, this.told, requestId, this.opened, this.printed);
    return [...seen, ...foundReads(viewer, this.found, requestId)];
  }
}
