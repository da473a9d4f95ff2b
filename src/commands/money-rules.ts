import { Command } from 'commander';
import { loadMoneyRules, type MoneyRulesOutcome } from '../deliveries/load-money-rules.ts';
import type { MoneyRule } from '../streams/money-rule.ts';
import { allMoneyRules } from '../streams/money-rules-store.ts';
import { addDays } from '../values/plain-date.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface LoadOptions {
  readonly dryRun?: boolean;
  readonly history?: boolean;
  readonly json?: boolean;
}

/** The commands about rules of money held for people: contingency, carry-forward, reclaim, reviews. */
export function moneyRuleCommands(program: Command, session: Session): void {
  const rules = new Command('money-rules').description('rules of money held for people');
  rules
    .command('load <file>')
    .description('load a file of money rules, all of it or nothing')
    .option('--dry-run', 'judge the file; write nothing')
    .option('--history', 'take rules as known from the days the file says, also days gone by')
    .option('--json', 'one line of JSON')
    .action((file: string, options: LoadOptions) => load(session, file, options));
  rules
    .command('show')
    .description('show every rule, with its scope, its days and its source')
    .option('--json', 'one line of JSON')
    .action((options: Pick<LoadOptions, 'json'>) => show(session, options));
  program.addCommand(rules);
}

async function load(session: Session, file: string, options: LoadOptions): Promise<void> {
  const [path] = fromFolder(session.folder, [file]) as [string];
  const { actor } = session;
  const dryRun = options.dryRun ?? false;
  const outcome = await session.withHub(async (hub) => {
    const today = await hub.today();
    const history = options.history ?? false;
    return loadMoneyRules(hub.db, { path, today, history, actor, dryRun });
  });
  answer(session, options.json, outcome, inWords(outcome, dryRun));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

function inWords(outcome: MoneyRulesOutcome, dryRun: boolean): string {
  const { status, rows, added, alreadyThere, reason, rejects } = outcome;
  return [
    reason === null
      ? `${status}: ${rows} rows, ${added} added, ${alreadyThere} already there`
      : `${status}: ${reason}`,
    ...(dryRun ? ['nothing was written'] : []),
    ...rejects.slice(0, 20).map((r) => `row ${r.row}: ${r.field} ${r.reason} (${r.code})`),
  ].join('\n');
}

async function show(session: Session, { json }: Pick<LoadOptions, 'json'>): Promise<void> {
  const rules = await session.withHub((hub) => allMoneyRules(hub.db));
  answer(session, json, { rules }, rules.map(lineOf).join('\n'));
}

function lineOf(rule: MoneyRule): string {
  const { kind, review, organisation, organisationKind, stream, days, value, local } = rule;
  const whose = organisation ?? (organisationKind ? `every ${organisationKind}` : 'everywhere');
  const scope = `${whose}, ${stream ?? 'every stream'}`;
  const until = days.until === null ? 'open' : addDays(days.until, -1);
  return [
    `${review === null ? kind : `${kind} ${review}`}: ${value}`,
    `${scope}; ${days.from} to ${until}, known from ${rule.knownFrom}`,
    `${local ? 'local' : 'law'}: ${rule.source}`,
  ].join('\n  ');
}
