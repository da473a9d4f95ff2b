import type { Command } from 'commander';
import type { Queries } from '../db/database.ts';
import { journalsAfter } from '../ledger/export-store.ts';
import { HLEDGER_HEAD, hledgerTransaction } from '../ledger/hledger.ts';
import type { Session } from './session.ts';
import { type Terminal, WrongUsage } from './terminal.ts';

const AT_ONCE = 1000;

/** Writes the journal of every movement of money, for an independent program to add up. */
export function journalCommand(exports: Command, session: Session): void {
  exports
    .command('journal')
    .description('every movement of money, in the order of recording, without anybody’s name')
    .requiredOption('--format <format>', 'hledger')
    .action(async ({ format }: { format: string }) => {
      if (format !== 'hledger') throw new WrongUsage('--format is hledger');
      await session.withHub(({ db }) => writeJournal(db, session.terminal));
    });
}

async function writeJournal(queries: Queries, terminal: Terminal): Promise<void> {
  terminal.out(HLEDGER_HEAD);
  for (let after = 0n; ; ) {
    const journals = await journalsAfter(queries, after, AT_ONCE);
    const last = journals.at(-1);
    if (!last) return;
    terminal.out(journals.map(hledgerTransaction).join('\n'));
    after = last.ordinal;
  }
}
