import { Command } from 'commander';
import { loadChargingRates } from '../deliveries/load-charging-rates.ts';
import { loadDeferredRates } from '../deliveries/load-deferred-rates.ts';
import type { RatesOutcome } from '../deliveries/rate-file.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface LoadOptions {
  readonly dryRun?: boolean;
  readonly history?: boolean;
  readonly json?: boolean;
}

type Loader = typeof loadChargingRates;

/**
 * The commands about rates of charging for council care, a new year's or a council's own, and about
 * interest and charges of deferred payments.
 */
export function chargingRateCommands(program: Command, session: Session): void {
  const care = 'rates of charging for council care';
  program.addCommand(ratesCommand('charging-rates', care, loadChargingRates, session));
  const deferred = 'interest and charges of deferred payment agreements';
  program.addCommand(ratesCommand('deferred-rates', deferred, loadDeferredRates, session));
}

function ratesCommand(name: string, what: string, loader: Loader, session: Session): Command {
  const rates = new Command(name).description(what);
  rates
    .command('load <file>')
    .description(`load a file of ${what}, all of it or nothing`)
    .option('--dry-run', 'judge the file; write nothing')
    .option('--history', 'take rates as known from the days the file says, also days gone by')
    .option('--json', 'one line of JSON')
    .action((file: string, options: LoadOptions) => load(session, loader, file, options));
  return rates;
}

async function load(
  session: Session,
  loader: Loader,
  file: string,
  options: LoadOptions,
): Promise<void> {
  const [path] = fromFolder(session.folder, [file]) as [string];
  const { actor } = session;
  const dryRun = options.dryRun ?? false;
  const outcome = await session.withHub(async (hub) => {
    const today = await hub.today();
    const history = options.history ?? false;
    return loader(hub.db, { path, today, history, actor, dryRun });
  });
  answer(session, options.json, outcome, inWords(outcome, dryRun));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

function inWords(outcome: RatesOutcome, dryRun: boolean): string {
  const { status, rows, added, alreadyThere, reason, rejects } = outcome;
  return [
    reason === null
      ? `${status}: ${rows} rows, ${added} added, ${alreadyThere} already there`
      : `${status}: ${reason}`,
    ...(dryRun ? ['nothing was written'] : []),
    ...rejects.slice(0, 20).map((r) => `row ${r.row}: ${r.field} ${r.reason} (${r.code})`),
  ].join('\n');
}
