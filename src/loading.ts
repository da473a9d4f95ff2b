import { preview } from './budgets/preview.ts';
import type { Database } from './db/database.ts';
import { Deadline, DeadlinePassed, under } from './db/deadline.ts';
import { ingest } from './deliveries/ingest.ts';
import { type Loading, TooLong } from './web/loading.ts';

/** A file may take so long, whatever a request may otherwise, in milliseconds. */
const LOADS_WITHIN = 60_000;

/** Loads files for the pages into a database, as the owner of its tables. */
export function loadingInto(db: Database): Loading {
  return {
    preview: (request) => inTime(() => preview(db, request)),
    load: (request) => inTime(() => ingest(db, request)),
  };
}

async function inTime<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const deadline = new Deadline(LOADS_WITHIN);
  try {
    return await under(deadline, work);
  } catch (error) {
    throw error instanceof DeadlinePassed ? new TooLong() : error;
  } finally {
    deadline.end();
  }
}
