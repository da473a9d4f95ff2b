import type { Command } from 'commander';
import { verifyAudit } from '../audit/verify.ts';
import { verifyDeliveries } from '../deliveries/verify.ts';
import { rebuildSpendingMonths } from '../ledger/rebuild-months.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { verifyPeople } from '../people/verify.ts';
import { verifyPools } from '../pools/verify.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

/** The command that adds up anew what is kept added up. */
export function rebuildCommand(program: Command, session: Session): void {
  program
    .command('rebuild-totals')
    .description('add up the months of spending anew from the entries; people are served meanwhile')
    .option('--json', 'one line of JSON')
    .action(async (options: { json?: boolean }) => {
      const accounts = await session.withHub(({ db }) => rebuildSpendingMonths(db));
      answer(
        session,
        options.json,
        { status: 'REBUILT', accounts },
        `rebuilt ${accounts} accounts`,
      );
    });
}

/** The command that looks whether what must hold does. */
export function verifyCommand(program: Command, session: Session): void {
  program
    .command('verify')
    .description('check what must always hold of what is stored')
    .option('--json', 'one line of JSON')
    .action(async (options: { json?: boolean }) => {
      const checks = await session.withHub(async ({ db, adapters }) => [
        ...(await verifyDeliveries(db, adapters)),
        ...(await verifyPeople(db)),
        ...(await verifyLedger(db)),
        ...(await verifyPools(db)),
        ...(await verifyAudit(db)),
      ]);
      const ok = checks.every((check) => check.ok);
      const words = checks.map(
        (each) => `${each.ok ? 'ok' : 'WRONG'}: ${each.name} (${each.detail})`,
      );
      answer(session, options.json, { ok, checks }, words.join('\n'));
      if (!ok) throw new CommandRefused('');
    });
}
