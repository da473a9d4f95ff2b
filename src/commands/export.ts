import type { Command } from 'commander';
import type { Queries } from '../db/database.ts';
import { journalsAfter } from '../ledger/export-store.ts';
import { HLEDGER_HEAD, hledgerTransaction } from '../ledger/hledger.ts';
import type { Session } from './session.ts';
import { type Terminal, WrongUsage } from './terminal.ts';

const AT_ONCE = 1000;

/** The commands that write out what is stored, for other programs. */
export function exportCommands(program: Command, session: Session): void {
  program
    .command('export <what>')
    .description('write out the journal of every movement of money, in the order of recording')
    .requiredOption('--format <format>', 'hledger')
    .action(async (what: string, { format }: { format: string }) => {
      if (what !== 'journal') throw new WrongUsage('<what> is journal');
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
