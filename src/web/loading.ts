import type { Preview } from '../budgets/preview.ts';
import type { IngestOutcome } from '../deliveries/delivery.ts';
import type { IngestRequest } from '../deliveries/ingest.ts';

/** Receiving files from a page: what only the owner of the tables may do. */
export interface Loading {
  /** Judges the files, tells which budgets would change, and writes nothing. Throws TooLong. */
  preview(request: IngestRequest): Promise<Preview>;
  /** Throws TooLong, and has then loaded nothing. */
  load(request: IngestRequest): Promise<IngestOutcome>;
}

/** It took longer than a page may: a file so large is loaded by a command. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
  constructor() {
    super('takes longer to load than a page may: use "hub ingest"');
  }
}
