import { Command } from 'commander';
import { note } from '../audit/store.ts';
import type { Hub } from '../hub.ts';
import { type Contact, keepContact } from '../streams/contacts-store.ts';
import { findOrganisation, keepOrganisations } from '../streams/store.ts';
import { ORGANISATION_KINDS, type OrganisationKind, SELF } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { firstDay, read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface OrganisationOptions {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly json?: boolean;
}

interface ContactOptions {
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly hours?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** The commands about organisations: which there are, and whom people ring at each. */
export function organisationCommand(session: Session): Command {
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
  command
    .command('contact')
    .description('say whom people ring about the money of an organisation')
    .requiredOption('--code <code>', 'code of the organisation')
    .requiredOption('--name <name>', 'the team or person who answers')
    .requiredOption('--phone <number>', 'their telephone number')
    .option('--hours <hours>', 'when somebody answers')
    .option('--from <day>', 'from which day on; today when left out')
    .option('--json', 'one line of JSON')
    .action(async (options: ContactOptions) => {
      const said = contactIn(options);
      const day = firstDay(options.from);
      const status = await session.withHub((hub) => keep(hub, session, said, day));
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

/** No contact is said in more than so many characters. */
const LONGEST = 200;

function contactIn({ code, name, phone, hours }: ContactOptions): Contact {
  const text = (option: string, said: string) => {
    const kept = read(option, said, parseText).trim();
    if (kept === '' || kept.length > LONGEST) {
      throw new WrongUsage(`${option} is 1 to ${LONGEST} characters`);
    }
    return kept;
  };
  if (!/^\+?[0-9][0-9 ]{5,19}$/.test(phone)) {
    throw new WrongUsage('--phone is a telephone number: digits and spaces');
  }
  const said = { organisation: code, name: text('--name', name), phone };
  return { ...said, hours: hours === undefined ? null : text('--hours', hours) };
}

async function keep(
  hub: Hub,
  { actor }: Session,
  said: Contact,
  from: PlainDate | null,
): Promise<'KEPT' | 'ALREADY_THERE'> {
  const { organisation } = said;
  if (organisation === SELF || !(await findOrganisation(hub.db, organisation))) {
    throw new WrongUsage('that organisation is not known');
  }
  const day = from ?? (await hub.today());
  return hub.db.transaction(async (tx) => {
    if (!(await keepContact(tx, said, day))) return 'ALREADY_THERE';
    await note(tx, actor, { action: 'organisation-contact-kept', organisation, from: day });
    return 'KEPT';
  });
}
