import type { Config } from '../config.ts';
import type { Hub } from '../hub.ts';
import type { Terminal } from './terminal.ts';

/** What a command runs with. */
export interface Session {
  readonly config: Config;
  readonly terminal: Terminal;
  /** The folder the caller stands in. */
  readonly folder: string;
  /** Who is noted as having made a change. */
  readonly actor: string;
  /** Opens the hub (or uses the running one) for the time of the work. */
  withHub<Result>(work: (hub: Hub) => Promise<Result>, unseeded?: 'leave-empty'): Promise<Result>;
}

/** One answer: as one line of JSON for machines, or in words. */
export function answer(
  { terminal }: Session,
  json: boolean | undefined,
  value: object,
  words: string,
): void {
  terminal.out(json ? JSON.stringify(value, plainNumbers) : words);
}

function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
