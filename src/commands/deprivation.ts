import { Command } from 'commander';
import { type DeprivationOutcome, loadDeprivation } from '../deliveries/load-deprivation.ts';
import { parseText } from '../values/text.ts';
import { fromFolder, read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface LoadOptions {
  readonly source: string;
  readonly json?: boolean;
}

/** The command about the list of areas by deprivation, by which totals are told. */
export function deprivationCommand(program: Command, session: Session): void {
  const areas = new Command('deprivation').description(
    'which fifth of areas by deprivation each postcode is in, for totals',
  );
  areas
    .command('load <file>')
    .description('load a CSV of postcode and fifth (1 the most deprived), all of it or nothing')
    .requiredOption('--source <text>', 'which index and year, and who worked the fifths out')
    .option('--json', 'one line of JSON')
    .action((file: string, options: LoadOptions) => load(session, file, options));
  program.addCommand(areas);
}

async function load(session: Session, file: string, options: LoadOptions): Promise<void> {
  const [path] = fromFolder(session.folder, [file]) as [string];
  const source = read('--source', options.source, parseText).trim();
  if (source === '') throw new WrongUsage('--source says where the list is from');
  const { actor } = session;
  const outcome = await session.withHub(async (hub) =>
    loadDeprivation(hub.db, { path, source, today: await hub.today(), actor }),
  );
  answer(session, options.json, outcome, inWords(outcome));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

function inWords({ status, rows, added, alreadyThere, reason, rejects }: DeprivationOutcome) {
  return [
    reason === null
      ? `${status}: ${rows} rows, ${added} added, ${alreadyThere} already there`
      : `${status}: ${reason}`,
    ...rejects.slice(0, 20).map((r) => `row ${r.row}: ${r.field} ${r.reason} (${r.code})`),
  ].join('\n');
}
