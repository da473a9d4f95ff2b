import type { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { type Preview, preview } from '../budgets/preview.ts';
import type { Adapter } from '../deliveries/adapter.ts';
import { type IngestOutcome, SHARING_BASES, type SharingBasis } from '../deliveries/delivery.ts';
import { ingest } from '../deliveries/ingest.ts';
import { rejectsAfter } from '../deliveries/read.ts';
import type { LineResult } from '../deliveries/record-lines.ts';
import { findDelivery } from '../deliveries/store.ts';
import { withdraw } from '../deliveries/withdraw.ts';
import type { Hub } from '../hub.ts';
import { isUuid } from '../values/ids.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface IngestOptions {
  readonly from: string;
  readonly basis?: string;
  readonly account?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** The commands about files received. */
export function deliveryCommands(program: Command, session: Session): void {
  program
    .command('ingest <adapter> <files...>')
    .description('receive a delivery: one file, or the files of one format together')
    .requiredOption('--from <organisation>', 'code of the organisation that sends it')
    .option('--basis <basis>', `one of ${SHARING_BASES.join(', ')}`)
    .option('--account <id>', 'the account that a bank statement is of')
    .option('--dry-run', 'judge the file and show the budgets that would change; write nothing')
    .option('--json', 'one line of JSON')
    .action((adapter: string, files: string[], options: IngestOptions) =>
      receive(session, adapter, files, options),
    );
  program
    .command('withdraw <delivery>')
    .description('take a delivery back: what it replaced stands again')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--json', 'one line of JSON')
    .action(async (delivery: string, options: { reason: string; json?: boolean }) => {
      const status = await session.withHub((hub) =>
        takeBack(hub, session, delivery, options.reason),
      );
      answer(session, options.json, { status }, `Delivery ${delivery}: ${status}`);
    });
  program
    .command('rejects <delivery>')
    .description('the rejected rows of a delivery, for the sender’s data team')
    .option('--csv', 'as CSV (the default)')
    .action((delivery: string) =>
      session.withHub((hub) => writeRejects(hub, session, deliveryId(delivery))),
    );
}

async function receive(
  session: Session,
  code: string,
  files: readonly string[],
  options: IngestOptions,
): Promise<void> {
  const basis = sharingBasis(options.basis);
  const { terminal, actor } = session;
  const outcome = await session.withHub(async (hub): Promise<IngestOutcome | Preview> => {
    const request = {
      adapter: adapterOf(hub, code),
      files: fromFolder(session.folder, files),
      sender: options.from,
      basis,
      account: options.account ?? null,
      today: await hub.today(),
      actor,
      progress: terminal.progress,
    };
    return options.dryRun ? preview(hub.db, request) : ingest(hub.db, request);
  });
  answer(session, options.json, outcome, inWords(outcome));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

function adapterOf(hub: Hub, code: string): Adapter {
  const adapter = hub.adapters.get(code);
  if (adapter) return adapter;
  const known = [...hub.adapters.keys()].join(', ');
  throw new WrongUsage(`there is no adapter of that name; there are ${known}`);
}

function sharingBasis(text: string | undefined): SharingBasis | null {
  if (text === undefined) return null;
  const found = SHARING_BASES.find((basis) => basis === text);
  if (!found) throw new WrongUsage(`--basis is one of ${SHARING_BASES.join(', ')}`);
  return found;
}

function inWords(outcome: IngestOutcome | Preview): string {
  const { status, rows, accepted, rejected, reason } = outcome;
  const counts = `${rows} rows: ${accepted} accepted, ${rejected} rejected`;
  const lines = [
    status === 'REFUSED' ? `REFUSED: ${reason}` : `${status}: ${counts}`,
    ...(status === 'ALREADY_LOADED' ? [reason ?? ''] : []),
    ...('changes' in outcome
      ? [`${outcome.changes.length} budgets would change; nothing was written`]
      : []),
    ...linesInWords(outcome),
    ...outcome.rejects.slice(0, 20).map((r) => `row ${r.row}: ${r.field} ${r.reason} (${r.code})`),
    ...(outcome.delivery ? [`delivery ${outcome.delivery}`] : []),
  ];
  return lines.join('\n');
}

function linesInWords({ lines, ...outcome }: IngestOutcome | Preview): string[] {
  if (!lines) return [];
  const { recorded, confirmed, waiting, knownBefore } = lines;
  return [
    `${recorded} recorded, ${confirmed} recorded before, ${waiting} waiting, ${knownBefore} told by an earlier file`,
    ...('movements' in outcome ? (outcome.movements ?? []).slice(0, 20).map(lineInWords) : []),
  ];
}

function lineInWords({ row, became, as, suggestion }: LineResult): string {
  const what = as === null ? became : `${became} as ${as}`;
  return `row ${row}: ${what}${suggestion ? `; perhaps ${suggestion.as}: ${suggestion.why}` : ''}`;
}

function deliveryId(text: string): string {
  if (!isUuid(text)) throw new WrongUsage('that is not a delivery’s id');
  return text;
}

async function takeBack(
  hub: Hub,
  { actor }: Session,
  delivery: string,
  reason: string,
): Promise<string> {
  if (reason.trim() === '') throw new WrongUsage('--reason needs words');
  const id = deliveryId(delivery);
  const { db, adapters } = hub;
  return withdraw(db, { delivery: id, reason, actor, adapters, today: await hub.today() });
}

const PAGE = 1000;

async function writeRejects(hub: Hub, { terminal }: Session, delivery: string): Promise<void> {
  if (!(await findDelivery(hub.db, delivery)))
    throw new CommandRefused('there is no such delivery');
  terminal.out('row,field,code,reason');
  let after = { row: 0, position: -1 };
  for (;;) {
    const page = await rejectsAfter(hub.db, delivery, after, PAGE);
    const last = page.at(-1);
    if (!last) return;
    const cells = page.map(({ row, field, code, reason }) => [row, field, code, reason]);
    terminal.out(stringify(cells, { escape_formulas: true }).trimEnd());
    after = { row: last.row, position: last.position };
  }
}
