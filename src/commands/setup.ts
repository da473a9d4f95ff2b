import { Command } from 'commander';
import { signDemoToken } from '../access/demo-key.ts';
import { ROLES, type Role } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Hub } from '../hub.ts';
import { allStreams, expectSource, findOrganisation, keepOrganisations } from '../streams/store.ts';
import { ORGANISATION_KINDS, type OrganisationKind, SELF } from '../streams/stream.ts';
import { parseNhsNumber } from '../values/nhs-number.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

/** Loads what every installation needs; given by the composition root, which may import seeds. */
export type SeedReference = (hub: Hub) => Promise<'SEEDED' | 'ALREADY_SEEDED'>;

/** The commands that make a hub ready for its area. */
export function setupCommands(program: Command, session: Session, seed: SeedReference): void {
  program
    .command('token')
    .description('sign a token for the demonstration')
    .requiredOption('--role <role>', `one of ${ROLES.join(', ')}`)
    .option('--sub <subject>', 'whom it is for')
    .option('--org <code>', 'the organisation they act for')
    .option('--nhs-number <number>', 'a holder’s own NHS number')
    .option('--json', 'one line of JSON')
    .action((options: TokenOptions) => giveToken(session, options));
  program
    .command('seed')
    .description('load reference data; safe to repeat')
    .argument('<what>', 'reference')
    .option('--json', 'one line of JSON')
    .action(async (what: string, options: { json?: boolean }) => {
      if (what !== 'reference') throw new WrongUsage('there is only "seed reference"');
      const status = await session.withHub(seed, 'leave-empty');
      answer(session, options.json, { status }, status);
    });
  program
    .command('migrate')
    .description('bring the database up to date with the owner’s login')
    .option('--json', 'one line of JSON')
    .action(async (options: { json?: boolean }) => {
      await session.withHub(async () => undefined, 'leave-empty');
      answer(session, options.json, { status: 'DONE' }, 'The database is up to date.');
    });
  program.addCommand(organisationCommand(session));
  program.addCommand(sourceCommand(session));
}

interface TokenOptions {
  readonly role: string;
  readonly sub?: string;
  readonly org?: string;
  readonly nhsNumber?: string;
  readonly json?: boolean;
}

async function giveToken(session: Session, options: TokenOptions): Promise<void> {
  const { config } = session;
  if (config.auth) throw new CommandRefused('tokens are signed here in demo mode only');
  const role = ROLES.find((each) => each === options.role) as Role | undefined;
  if (!role) throw new WrongUsage(`--role is one of ${ROLES.join(', ')}`);
  const { org: organisation, nhsNumber } = options;
  if (nhsNumber !== undefined) read('--nhs-number', nhsNumber, parseNhsNumber);
  const subject = options.sub ?? `demo-${role}`;
  const token = await signDemoToken(config.dataDir, { role, subject, organisation, nhsNumber });
  answer(session, options.json, { token }, token);
}

interface OrganisationOptions {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly json?: boolean;
}

function organisationCommand(session: Session): Command {
  const command = new Command('organisation').description('the organisations of the area');
  command
    .command('add')
    .description('add an organisation that the reference data does not hold')
    .requiredOption('--code <code>', 'GSS code of a council, ODS code of an NHS body')
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--kind <kind>', `one of ${ORGANISATION_KINDS.join(', ')}`)
    .option('--json', 'one line of JSON')
    .action(async (options: OrganisationOptions) => {
      const kind = ORGANISATION_KINDS.find((each) => each === options.kind);
      if (!kind) throw new WrongUsage(`--kind is one of ${ORGANISATION_KINDS.join(', ')}`);
      if (!/^[A-Z0-9]{3,12}$/.test(options.code)) {
        throw new WrongUsage('--code is 3 to 12 capital letters and digits');
      }
      if (options.code === SELF) throw new CommandRefused(`${SELF} stands for the person`);
      const status = await session.withHub((hub) => addOrganisation(hub, session, options, kind));
      answer(session, options.json, { status }, status);
    });
  return command;
}

async function addOrganisation(
  hub: Hub,
  { actor }: Session,
  { code, name }: OrganisationOptions,
  kind: OrganisationKind,
): Promise<'ADDED' | 'ALREADY_THERE'> {
  const found = await findOrganisation(hub.db, code);
  if (found && (found.name !== name || found.kind !== kind)) {
    throw new CommandRefused(`${code} is known already, with another name or kind`);
  }
  if (found) return 'ALREADY_THERE';
  const dates = { fromDay: null, untilDay: null, succeededBy: null };
  await hub.db.transaction(async (tx) => {
    await keepOrganisations(tx, [{ code, name, kind, ...dates, source: 'added by hand' }]);
    await note(tx, actor, { action: 'organisation-added', organisation: code });
  });
  return 'ADDED';
}

interface SourceOptions {
  readonly adapter: string;
  readonly from: string;
  readonly since?: string;
  readonly json?: boolean;
}

function sourceCommand(session: Session): Command {
  const command = new Command('source').description('the area’s register of sources');
  command
    .command('expect <stream>')
    .description('say that an organisation is expected to send a stream')
    .requiredOption('--adapter <adapter>', 'by which format')
    .requiredOption('--from <organisation>', 'which organisation')
    .option('--since <day>', 'from which day on; today when left out')
    .option('--json', 'one line of JSON')
    .action(async (stream: string, options: SourceOptions) => {
      const status = await session.withHub((hub) => expect(hub, session, stream, options));
      answer(session, options.json, { status }, status);
    });
  return command;
}

async function expect(
  hub: Hub,
  { actor }: Session,
  stream: string,
  { adapter, from: organisation, since }: SourceOptions,
): Promise<'ADDED' | 'ALREADY_THERE'> {
  if (!(await allStreams(hub.db)).some(({ code }) => code === stream)) {
    throw new WrongUsage('there is no stream of that code');
  }
  if (!hub.adapters.get(adapter)?.streams.includes(stream)) {
    throw new WrongUsage('that adapter does not bring that stream');
  }
  if (!(await findOrganisation(hub.db, organisation))) {
    throw new WrongUsage('that organisation is not known');
  }
  const fromDay = since === undefined ? await hub.today() : read('--since', since, parsePlainDate);
  return hub.db.transaction(async (tx) => {
    if (!(await expectSource(tx, { stream, adapter, organisation, fromDay }))) {
      return 'ALREADY_THERE';
    }
    await note(tx, actor, { action: 'source-expected', stream, adapter, organisation });
    return 'ADDED';
  });
}
