import { type Sql, sql } from './database.ts';

/** A time as a `Moment`. */
export const momentText = (time: Sql): Sql =>
  sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
