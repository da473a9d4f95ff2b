import type { Command } from 'commander';
import { link, relate, unlink, unrelate } from '../people/service.ts';
import { parseNhsNumber } from '../values/nhs-number.ts';
import { parseNino } from '../values/nino.ts';
import { dayAfterLast, firstDay, type PersonOptions, personKey, read } from './options.ts';
import { answer, type Session } from './session.ts';

interface RelateOptions extends PersonOptions {
  readonly sub: string;
  readonly from?: string;
  readonly until?: string;
  readonly json?: boolean;
}

interface LinkOptions {
  readonly nhsNumber: string;
  readonly nino: string;
  readonly evidence: string;
  readonly json?: boolean;
}

/** The commands about who works with whom and who is who. */
export function peopleCommands(program: Command, session: Session): void {
  relationCommands(program, session);
  linkCommands(program, session);
}

function relationCommands(program: Command, session: Session): void {
  const { actor } = session;
  aboutPerson(program.command('relate'))
    .description('note that a worker has a legitimate relationship with a person')
    .option('--from <day>', 'first day; when left out it has begun already')
    .option('--until <day>', 'last day; open when left out')
    .action(async (options: RelateOptions) => {
      const key = personKey(options);
      const fromDay = firstDay(options.from);
      const untilDay = dayAfterLast(options.until);
      const status = await session.withHub(async (hub) => {
        return relate(hub.db, { subject: options.sub, key, fromDay, untilDay, actor });
      });
      answer(session, options.json, { status }, status);
    });
  aboutPerson(program.command('unrelate'))
    .description('end a worker’s relationship with a person')
    .action(async (options: RelateOptions) => {
      const key = personKey(options);
      const status = await session.withHub((hub) =>
        unrelate(hub.db, { subject: options.sub, key, actor }),
      );
      answer(session, options.json, { status }, status);
    });
}

function aboutPerson(command: Command): Command {
  return command
    .requiredOption('--sub <subject>', 'the worker, as their token names them')
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .option('--json', 'one line of JSON');
}

function linkCommands(program: Command, session: Session): void {
  const { actor } = session;
  const numbers = (command: Command) =>
    command
      .requiredOption('--nhs-number <number>', 'the NHS number')
      .requiredOption('--nino <nino>', 'the National Insurance number')
      .option('--json', 'one line of JSON');
  const both = ({ nhsNumber, nino }: LinkOptions) => ({
    nhsNumber: read('--nhs-number', nhsNumber, parseNhsNumber),
    nino: read('--nino', nino, parseNino),
    actor,
  });
  numbers(program.command('link'))
    .description('record, with evidence, that an NHS number and a NINO are one person’s')
    .requiredOption('--evidence <text>', 'what shows it')
    .action(async (options: LinkOptions) => {
      const { evidence } = options;
      const request = { ...both(options), evidence };
      const status = await session.withHub((hub) => link(hub.db, request));
      answer(session, options.json, { status }, status);
    });
  numbers(program.command('unlink'))
    .description('take a recorded link back')
    .action(async (options: LinkOptions) => {
      const status = await session.withHub((hub) => unlink(hub.db, both(options)));
      answer(session, options.json, { status }, status);
    });
}
