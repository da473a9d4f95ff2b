import type { Command } from 'commander';
import { REPRESENTATIVE_KINDS, type RepresentativeKind } from '../access/representatives-store.ts';
import { endRepresentation, RepresentativeRefused, represent } from '../people/representatives.ts';
import { dayAfterLast, firstDay, type PersonOptions, personKey } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface RepresentOptions extends PersonOptions {
  readonly sub: string;
  readonly name?: string;
  readonly kind?: string;
  readonly evidence?: string;
  readonly streams?: string;
  readonly from?: string;
  readonly until?: string;
  readonly end?: boolean;
  readonly json?: boolean;
}

/** The command about who acts for a person. */
export function representCommand(program: Command, session: Session): void {
  program
    .command('represent')
    .description('record that somebody acts for a person and what they may see, or end it')
    .requiredOption('--sub <subject>', 'the representative, as their token names them')
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .option('--kind <kind>', `by which power: ${REPRESENTATIVE_KINDS.join(', ')}`)
    .option('--name <name>', 'what the person calls them')
    .option('--evidence <text>', 'what shows it')
    .option('--streams <codes>', 'what they may see, by codes with commas between; all if left out')
    .option('--from <day>', 'first day; today when left out')
    .option('--until <day>', 'last day; open when left out')
    .option('--end', 'end what they may do, at once; with --kind, by that power alone')
    .option('--json', 'one line of JSON')
    .action(async (options: RepresentOptions) => {
      const status = await carryOut(options, session);
      answer(session, options.json, { status }, status);
    });
}

async function carryOut(options: RepresentOptions, session: Session): Promise<string> {
  const { actor } = session;
  const key = personKey(options);
  const kind = options.kind === undefined ? null : kindOf(options.kind);
  const who = { key, subject: options.sub, actor };
  if (options.end) {
    return session.withHub((hub) => refusing(endRepresentation(hub.db, { ...who, kind })));
  }
  const { evidence } = options;
  if (kind === null || evidence === undefined) throw new WrongUsage('give --kind and --evidence');
  const streams = options.streams?.split(',').map((code) => code.trim()) ?? null;
  const [from, until] = [firstDay(options.from), dayAfterLast(options.until)];
  return session.withHub(async (hub) => {
    const days = { from: from ?? (await hub.today()), until };
    const said = { ...who, name: options.name ?? null, kind, evidence, streams, days };
    return (await refusing(represent(hub.db, said))).status;
  });
}

function kindOf(text: string): RepresentativeKind {
  const kind = REPRESENTATIVE_KINDS.find((each) => each === text);
  if (!kind) throw new WrongUsage(`--kind is one of ${REPRESENTATIVE_KINDS.join(', ')}`);
  return kind;
}

/** What the record refuses, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RepresentativeRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
