import type { Progress } from '../deliveries/files.ts';

/** Where a command writes: this process's own streams, or those of the caller across a socket. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  readonly progress: Progress;
}

/** Exit codes of every command. */
export const DONE = 0;
export const REFUSED = 1;
export const WRONG_USAGE = 2;

/** A command that cannot be carried out; the reason is for whoever typed it. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

/** Words of the command line that cannot be read. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}
