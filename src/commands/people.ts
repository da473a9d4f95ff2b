import type { Command } from 'commander';
import type { Hub } from '../hub.ts';
import { type LinkedTo, link, relate, unlink, unrelate } from '../people/service.ts';
import { allOrganisations, lastingCode } from '../streams/store.ts';
import { parseNhsNumber } from '../values/nhs-number.ts';
import { parseNino } from '../values/nino.ts';
import { dayAfterLast, firstDay, type PersonOptions, personKey, read } from './options.ts';
import { answer, type Session } from './session.ts';
import { WrongUsage } from './terminal.ts';

interface RelateOptions extends PersonOptions {
  readonly sub: string;
  readonly from?: string;
  readonly until?: string;
  readonly json?: boolean;
}

interface LinkOptions {
  readonly nhsNumber: string;
  readonly nino?: string;
  readonly tenancy?: string;
  readonly from?: string;
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
      .option('--nino <nino>', 'the National Insurance number')
      .option('--tenancy <code>', 'or a tenancy, as the landlord’s lettings log writes it')
      .option('--from <organisation>', 'with --tenancy: the landlord')
      .option('--json', 'one line of JSON');
  numbers(program.command('link'))
    .description(
      'record, with evidence, that an NHS number and a NINO or a tenancy are one person’s',
    )
    .requiredOption('--evidence <text>', 'what shows it')
    .action(async (options: LinkOptions) => {
      const { evidence } = options;
      const nhsNumber = read('--nhs-number', options.nhsNumber, parseNhsNumber);
      const linked = readLinked(options);
      const status = await session.withHub(async (hub) =>
        link(hub.db, { ...(await asKnown(hub, linked)), nhsNumber, evidence, actor }),
      );
      answer(session, options.json, { status }, status);
    });
  numbers(program.command('unlink'))
    .description('take a recorded link back')
    .action(async (options: LinkOptions) => {
      const nhsNumber = read('--nhs-number', options.nhsNumber, parseNhsNumber);
      const linked = readLinked(options);
      const status = await session.withHub(async (hub) =>
        unlink(hub.db, { ...(await asKnown(hub, linked)), nhsNumber, actor }),
      );
      answer(session, options.json, { status }, status);
    });
}

/** A NINO, or a tenancy with its landlord's code as it was typed. */
function readLinked({ nino, tenancy, from }: LinkOptions): LinkedTo {
  if (nino !== undefined && tenancy === undefined && from === undefined) {
    return { nino: read('--nino', nino, parseNino) };
  }
  if (nino !== undefined || !tenancy || from === undefined) {
    throw new WrongUsage('give --nino, or --tenancy with --from');
  }
  return { tenancy, landlord: from };
}

/** The same under the landlord's code that lasts. */
async function asKnown(hub: Hub, linked: LinkedTo): Promise<LinkedTo> {
  if ('nino' in linked) return linked;
  const organisations = await allOrganisations(hub.db);
  if (!organisations.has(linked.landlord)) {
    throw new WrongUsage('that organisation is not known');
  }
  return { ...linked, landlord: lastingCode(organisations, linked.landlord) };
}
