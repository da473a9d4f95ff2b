import { Command } from 'commander';
import {
  type PricedAnew,
  type TariffChanges,
  TariffEffect,
  type Touched,
} from '../budgets/tariff-effect.ts';
import { loadTariffs, type TariffOutcome } from '../deliveries/load-tariffs.ts';
import { isFactor, type Price } from '../deliveries/tariff-file.ts';
import { NO_PENCE, poundsText } from '../values/money.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface TariffOptions {
  readonly dryRun?: boolean;
  readonly history?: boolean;
  readonly json?: boolean;
}

/** The command about prices: a new year's tariffs, with what they do to existing budgets. */
export function tariffCommands(program: Command, session: Session): void {
  const tariffs = new Command('tariffs').description('prices of the payment systems');
  tariffs
    .command('load <file>')
    .description('load a file of tariffs and market forces factors, all of it or nothing')
    .option('--dry-run', 'check it and show which budget lines would change; write nothing')
    .option('--history', 'take prices as known from the days the file says, also days gone by')
    .option('--json', 'one line of JSON')
    .action((file: string, options: TariffOptions) => load(session, file, options));
  program.addCommand(tariffs);
}

async function load(session: Session, path: string, options: TariffOptions): Promise<void> {
  const { actor } = session;
  const outcome = await session.withHub(async (hub) => {
    const today = await hub.today();
    const effect = new TariffEffect(today);
    return loadTariffs<TariffChanges>(hub.db, {
      file: fromFolder(session.folder, [path])[0] as string,
      today,
      history: options.history ?? false,
      actor,
      dryRun: options.dryRun ?? false,
      effect: {
        before: (tx, added) => effect.before(tx, touchedBy(added)),
        after: (tx, added) => effect.after(tx, touchedBy(added)),
      },
    });
  });
  const { effect, ...said } = outcome;
  const { listed: changes, ...counts } = effect ?? NOTHING_CHANGES;
  const shown = options.dryRun ? { ...said, ...counts, changes } : said;
  answer(session, options.json, shown, inWords(outcome, options.dryRun ?? false));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

const NOTHING_CHANGES: TariffChanges = {
  lines: 0,
  difference: NO_PENCE,
  listed: [],
  peopleLeftOut: 0,
};

function touchedBy(added: readonly Price[]): Touched {
  return {
    currencies: [
      ...new Set(
        added.flatMap((price) => (isFactor(price) ? [] : `${price.scheme} ${price.code}`)),
      ),
    ],
    providers: [...new Set(added.flatMap((price) => (isFactor(price) ? price.provider : [])))],
  };
}

function inWords(outcome: TariffOutcome<TariffChanges>, dryRun: boolean): string {
  const { status, rows, added, alreadyThere, reason, faults, effect } = outcome;
  const { lines, listed, peopleLeftOut } = effect ?? NOTHING_CHANGES;
  return [
    status === 'REFUSED'
      ? `REFUSED: ${reason}`
      : `${status}: ${rows} rows, ${added} added, ${alreadyThere} already there`,
    ...faults.slice(0, 20).map((f) => `row ${f.row}: ${f.field} ${f.reason} (${f.code})`),
    ...(dryRun ? [`${lines} budget lines would change; nothing was written`] : []),
    ...(peopleLeftOut > 0
      ? [
          `people counted in that and not listed, because they have opted out of uses beyond their own care: ${peopleLeftOut}`,
        ]
      : []),
    ...listed.slice(0, 50).map(changeInWords),
  ].join('\n');
}

function changeInWords({ person, year, stream, before, after, difference }: PricedAnew): string {
  const shown = (amount: PricedAnew['before']) =>
    amount === null ? 'not priced' : poundsText(amount);
  return `${person} ${year} ${stream}: ${shown(before)} to ${shown(after)}, by ${poundsText(difference)}`;
}
