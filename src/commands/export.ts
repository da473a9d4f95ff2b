import { Command } from 'commander';
import type { Hub } from '../hub.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  ExportRefused,
  exportPerson,
} from '../statements/export-person.ts';
import type { GatherSettings } from '../statements/gather.ts';
import { journalCommand } from './export-journal.ts';
import { fromFolder, type PersonOptions, personKey } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface ExportOptions extends PersonOptions {
  readonly out: string;
  readonly format: string;
  readonly json?: boolean;
}

/** The commands that write out what is held. */
export function exportCommand(program: Command, session: Session): void {
  const command = new Command('export').description('write out what is held');
  command
    .command('person')
    .description('everything held about one person, for that person (UK GDPR article 15)')
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .requiredOption('--out <file>', 'the file to make; nothing may be there yet')
    .option('--format <format>', `one of ${EXPORT_FORMATS.join(', ')}`, 'html')
    .option('--json', 'one line of JSON')
    .action((options: ExportOptions) => writePerson(session, options));
  journalCommand(command, session);
  program.addCommand(command);
}

async function writePerson(session: Session, options: ExportOptions): Promise<void> {
  const key = personKey(options);
  const format = formatOf(options.format);
  refuseNumberIn(options);
  const path = fromFolder(session.folder, [options.out])[0] as string;
  const by = { role: 'operator', organisation: null, nhsNumber: null } as const;
  const viewer = { ...by, subject: session.actor };
  await session.withHub(async (hub) => {
    const request = { key, path, format, viewer };
    await refusing(exportPerson(hub.db, request, await settingsOf(hub)));
  });
  answer(session, options.json, { status: 'EXPORTED', format }, 'EXPORTED');
}

function formatOf(text: string): ExportFormat {
  const format = EXPORT_FORMATS.find((each) => each === text);
  if (!format) throw new WrongUsage(`--format is one of ${EXPORT_FORMATS.join(', ')}`);
  return format;
}

/** A file's name is read by many who may not read the file. */
function refuseNumberIn({ out, nhsNumber, nino }: ExportOptions): void {
  const plain = out.replace(/[\s._-]/g, '').toUpperCase();
  if ([nhsNumber, nino].some((number) => number !== undefined && plain.includes(number))) {
    throw new WrongUsage('--out must not hold the person’s number: choose another name');
  }
}

async function settingsOf({ adapters, today }: Hub): Promise<GatherSettings> {
  return {
    today: await today(),
    staleAfterDays: (adapter) => adapters.get(adapter)?.staleAfterDays ?? 60,
    formatName: (adapter) => adapters.get(adapter)?.name ?? adapter,
  };
}

/** What cannot be written, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ExportRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
