import { Command } from 'commander';
import { type ContractsOutcome, loadContracts } from '../deliveries/load-contracts.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface LoadOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** The commands about contracts between commissioners and providers. */
export function contractCommands(program: Command, session: Session): void {
  const contracts = new Command('contracts').description('what commissioners pay providers by');
  contracts
    .command('load <file>')
    .description('load the contracts of a file; other terms become another version')
    .option('--dry-run', 'judge the file; write nothing')
    .option('--json', 'one line of JSON')
    .action((file: string, options: LoadOptions) => load(session, file, options));
  program.addCommand(contracts);
}

async function load(session: Session, file: string, options: LoadOptions): Promise<void> {
  const [path] = fromFolder(session.folder, [file]) as [string];
  const dryRun = options.dryRun ?? false;
  const outcome = await session.withHub((hub) =>
    loadContracts(hub.db, { path, actor: session.actor, dryRun }),
  );
  answer(session, options.json, outcome, inWords(outcome, dryRun));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

function inWords(outcome: ContractsOutcome, dryRun: boolean): string {
  const { status, rows, reason, contracts, rejects } = outcome;
  return [
    reason === null ? `${status}: ${rows} rows` : `${status}: ${reason}`,
    ...contracts.map(({ code, year, version, isNew }) =>
      isNew
        ? `${code} ${year}: version ${version}`
        : `${code} ${year}: stands as version ${version}`,
    ),
    ...(dryRun ? ['nothing was written'] : []),
    ...rejects.slice(0, 20).map((r) => `row ${r.row}: ${r.field} ${r.reason} (${r.code})`),
  ].join('\n');
}
