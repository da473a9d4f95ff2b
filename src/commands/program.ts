import { Command, CommanderError } from 'commander';
import { WithdrawalRefused } from '../deliveries/withdraw.ts';
import { PeopleRefused } from '../people/service.ts';
import { agreeCommands } from './agree.ts';
import { chargingRateCommands } from './charging-rates.ts';
import { contractCommands } from './contracts.ts';
import { deliveryCommands } from './deliveries.ts';
import { deprivationCommand } from './deprivation.ts';
import { exportCommand } from './export.ts';
import { fundingCommand } from './funding.ts';
import { holdBackCommand } from './hold-back.ts';
import { matchModelCommands } from './match-model.ts';
import { moneyRuleCommands } from './money-rules.ts';
import { optOutCommand } from './opt-out.ts';
import { peopleCommands } from './people.ts';
import { poolCommands } from './pools.ts';
import { priceCommand } from './price.ts';
import { publishCommands } from './publish.ts';
import { representCommand } from './represent.ts';
import { restrictCommands } from './restrict.ts';
import type { Session } from './session.ts';
import { type SeedReference, setupCommands } from './setup.ts';
import { tariffCommands } from './tariffs.ts';
import { CommandRefused, DONE, REFUSED, WRONG_USAGE, WrongUsage } from './terminal.ts';
import { rebuildCommand, verifyCommand } from './verify.ts';

/** Runs one command line and gives its exit code: 0 done, 1 refused, 2 wrong usage. */
export async function runCommand(
  words: readonly string[],
  session: Session,
  seed: SeedReference,
): Promise<number> {
  const { terminal } = session;
  const program = new Command('hub').description('One budget per person, whoever pays.');
  deliveryCommands(program, session);
  peopleCommands(program, session);
  matchModelCommands(program, session);
  agreeCommands(program, session);
  representCommand(program, session);
  restrictCommands(program, session);
  optOutCommand(program, session);
  priceCommand(program, session);
  tariffCommands(program, session);
  contractCommands(program, session);
  chargingRateCommands(program, session);
  deprivationCommand(program, session);
  moneyRuleCommands(program, session);
  poolCommands(program, session);
  fundingCommand(program, session);
  holdBackCommand(program, session);
  exportCommand(program, session);
  publishCommands(program, session);
  setupCommands(program, session, seed);
  verifyCommand(program, session);
  rebuildCommand(program, session);
  quiet(program, session);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    if (error instanceof WrongUsage) {
      terminal.error(error.message);
      return WRONG_USAGE;
    }
    if (isRefusal(error)) {
      if (error.message !== '') refuse(words, session, error.message);
      return REFUSED;
    }
    throw error;
  }
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof CommandRefused ||
    error instanceof PeopleRefused ||
    error instanceof WithdrawalRefused
  );
}

function refuse(words: readonly string[], { terminal }: Session, reason: string): void {
  if (words.includes('--json')) terminal.out(JSON.stringify({ status: 'REFUSED', reason }));
  terminal.error(reason);
}

/** Help and faults go to the caller's terminal, and no command ends the process by itself. */
function quiet(command: Command, session: Session): void {
  const { terminal } = session;
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.error(text.trimEnd()),
    outputError: (text, write) => write(withoutTyped(text)),
  });
  for (const each of command.commands) quiet(each, session);
}

/** commander repeats the words it does not know, and they may be somebody's number. */
function withoutTyped(text: string): string {
  return text.replace(/unknown (option|command) '(-{1,2}[a-z-]+)?.*'/s, (_, what, name) =>
    name ? `unknown ${what} '${name}'` : `unknown ${what}`,
  );
}
