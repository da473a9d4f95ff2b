import type { Command } from 'commander';
import { endRestrictions, RestrictionRefused, restrict } from '../people/restrictions.ts';
import { type PersonOptions, personKey } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface RestrictOptions extends PersonOptions {
  readonly reason: string;
  readonly json?: boolean;
}

/** The commands about records whose address nobody may learn from the hub. */
export function restrictCommands(program: Command, session: Session): void {
  const { actor } = session;
  ofPerson(program.command('restrict'))
    .description('keep a person’s address from everybody but them, for their safety')
    .requiredOption('--reason <text>', 'why, for the record')
    .action(async (options: RestrictOptions) => {
      const said = { key: personKey(options), reason: options.reason, actor };
      const status = await session.withHub((hub) => refusing(restrict(hub.db, said)));
      answer(session, options.json, { status }, status);
    });
  ofPerson(program.command('unrestrict'))
    .description('end every restriction of a person’s record')
    .action(async (options: RestrictOptions) => {
      const said = { key: personKey(options), actor };
      const status = await session.withHub((hub) => refusing(endRestrictions(hub.db, said)));
      answer(session, options.json, { status }, status);
    });
}

function ofPerson(command: Command): Command {
  return command
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .option('--json', 'one line of JSON');
}

/** What the record refuses, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RestrictionRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
