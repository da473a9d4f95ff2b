import type { Command } from 'commander';
import { HoldRefused, holdBack } from '../audit/hold-back.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface HoldOptions {
  readonly until: string;
  readonly reason: string;
  readonly by: string;
  readonly json?: boolean;
}

/** The command by which the Caldicott Guardian holds an entry back from a person's own list. */
export function holdBackCommand(program: Command, session: Session): void {
  program
    .command('hold-back <read>')
    .description('hold an entry back from the list of who looked that its person sees')
    .requiredOption('--until <day>', 'the last day, at most twelve months ahead')
    .requiredOption('--reason <text>', 'why, for the record')
    .requiredOption('--by <subject>', 'the Caldicott Guardian, as their token names them')
    .option('--json', 'one line of JSON')
    .action(async (id: string, options: HoldOptions) => {
      if (!/^[1-9]\d{0,17}$/.test(id)) throw new WrongUsage('<read> is not an entry’s id');
      const { reason, by } = options;
      const lastDay = read('--until', options.until, parsePlainDate);
      const { actor } = session;
      const status = await session.withHub(async (hub) => {
        const today = await hub.today();
        const hold = { read: BigInt(id), lastDay, reason, by, today, actor };
        return refusing(holdBack(hub.db, hold));
      });
      answer(session, options.json, { status }, status);
    });
}

/** What the record refuses, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof HoldRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
