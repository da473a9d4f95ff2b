import type { Command } from 'commander';
import { endOptOut, OptOutRefused, optOut } from '../people/opt-outs.ts';
import { firstDay, type PersonOptions, personKey } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface OptOutOptions extends PersonOptions {
  readonly evidence?: string;
  readonly from?: string;
  readonly end?: boolean;
  readonly json?: boolean;
}

/** The command about the national data opt-out. */
export function optOutCommand(program: Command, session: Session): void {
  program
    .command('opt-out')
    .description(
      'record a person’s national data opt-out (no use of their record beyond their own care), or end it',
    )
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .option('--evidence <text>', 'what shows it')
    .option('--from <day>', 'first day; today when left out')
    .option('--end', 'take it back, at once')
    .option('--json', 'one line of JSON')
    .action(async (options: OptOutOptions) => {
      const status = await carryOut(options, session);
      answer(session, options.json, { status }, status);
    });
}

async function carryOut(options: OptOutOptions, session: Session): Promise<string> {
  const { actor } = session;
  const key = personKey(options);
  if (options.end) return session.withHub((hub) => refusing(endOptOut(hub.db, { key, actor })));
  const { evidence } = options;
  if (evidence === undefined) throw new WrongUsage('give --evidence, or --end');
  const day = firstDay(options.from);
  return session.withHub(async (hub) => {
    const from = day ?? (await hub.today());
    return refusing(optOut(hub.db, { key, evidence, from, actor }));
  });
}

/** What the record refuses, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OptOutRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
