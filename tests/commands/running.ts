import { runCommand } from '../../src/commands/program.ts';
import type { Session } from '../../src/commands/session.ts';
import type { TestHub } from '../support/hub.ts';
import type { Answer } from './place.ts';

/** What a command run on a hub of this process came to. */
export interface RanHere {
  readonly exit: number;
  /** All it wrote to standard output. */
  readonly out: string;
  /** Its line of JSON; null where it wrote none. */
  readonly answer: Answer;
  readonly error: string;
}

/** Runs a command line on an open hub, from that hub's own folder. */
export async function runOn(hub: TestHub, ...words: string[]): Promise<RanHere> {
  const [out, errors]: [string[], string[]] = [[], []];
  const session: Session = {
    config: hub.config,
    terminal: {
      out: (line) => out.push(line),
      error: (line) => errors.push(line),
      progress: () => undefined as never,
    },
    folder: hub.folder,
    actor: 'test',
    withHub: (work) => work(hub),
  };
  const exit = await runCommand(words, session, async () => 'ALREADY_SEEDED');
  const answer = out[0]?.startsWith('{') ? JSON.parse(out[0]) : null;
  return { exit, out: out.join('\n'), answer, error: errors.join('\n') };
}
