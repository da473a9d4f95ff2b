import { Command } from 'commander';
import { type LoadPoolOutcome, loadPool } from '../pools/load-pool.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface LoadOptions {
  readonly dryRun?: boolean;
  readonly history?: boolean;
  readonly json?: boolean;
}

/** The commands about pooled funds. */
export function poolCommands(program: Command, session: Session): void {
  const pools = new Command('pools').description('pooled funds of partners');
  pools
    .command('load <file>')
    .description('load what is agreed of a pool, all of it or nothing')
    .option('--dry-run', 'judge the file; write nothing')
    .option('--history', 'take it as known from the day the file says, also a day gone by')
    .option('--json', 'one line of JSON')
    .action((file: string, options: LoadOptions) => load(session, file, options));
  program.addCommand(pools);
}

async function load(session: Session, file: string, options: LoadOptions): Promise<void> {
  const [path] = fromFolder(session.folder, [file]) as [string];
  const { actor } = session;
  const { dryRun = false, history = false } = options;
  const outcome = await session.withHub(async (hub) => {
    const today = await hub.today();
    return loadPool(hub.db, { path, today, history, actor, dryRun });
  });
  answer(session, options.json, outcome, inWords(outcome, dryRun));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

const FAULTS_SHOWN = 20;

function inWords(outcome: LoadPoolOutcome, dryRun: boolean): string {
  const { status, pool, added, reason, faults } = outcome;
  const counts = Object.entries(added).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${what}`] : [],
  );
  return [
    reason === null ? `${status}: pool ${pool}` : `${status}: ${reason}`,
    ...(counts.length > 0 ? [`new: ${counts.join(', ')}`] : []),
    ...(dryRun ? ['nothing was written'] : []),
    ...faults
      .slice(0, FAULTS_SHOWN)
      .map(({ where, code, reason: why }) => `${where}: ${why} (${code})`),
  ].join('\n');
}
