import type { Command } from 'commander';
import type { WishKind } from '../access/sharing.ts';
import { GIVERS, type GivenBy } from '../access/sharing-store.ts';
import { endWishes, recordWish, WishRefused } from '../people/wishes.ts';
import type { Sector } from '../values/sector.ts';
import { dayAfterLast, firstDay, type PersonOptions, personKey } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface WishOptions extends PersonOptions {
  readonly stream: string;
  readonly to: string;
  readonly purpose: string;
  readonly by: string;
  readonly from?: string;
  readonly until?: string;
  readonly evidence: string;
  readonly end?: boolean;
  readonly json?: boolean;
}

const SECTORS: Readonly<Record<string, Sector>> = {
  health: 'HEALTH',
  'social-care': 'SOCIAL_CARE',
  housing: 'HOUSING',
  employment: 'EMPLOYMENT',
};

interface Words {
  readonly kind: WishKind;
  readonly description: string;
  readonly statuses: Readonly<Record<string, string>>;
}

const AGREE: Words = {
  kind: 'AGREEMENT',
  description: 'record the person’s agreement that a stream may be shown to a sector, or end it',
  statuses: { RECORDED: 'AGREED', ALREADY_RECORDED: 'ALREADY_AGREED' },
};

const OBJECT: Words = {
  kind: 'OBJECTION',
  description:
    'record the person’s objection to showing a stream to a sector, or end it; it shuts whatever law or agreement opens',
  statuses: { RECORDED: 'OBJECTED', ALREADY_RECORDED: 'ALREADY_OBJECTED' },
};

/** The commands about what a person agrees or objects to. */
export function agreeCommands(program: Command, session: Session): void {
  wishCommand(program.command('agree'), AGREE, session);
  wishCommand(program.command('object'), OBJECT, session);
}

function wishCommand(command: Command, words: Words, session: Session): void {
  command
    .description(words.description)
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .requiredOption('--stream <stream>', 'the stream’s code, or all')
    .requiredOption('--to <sector>', `to whom: ${Object.keys(SECTORS).join(', ')} or all`)
    .option('--purpose <text>', 'what for, in the words that the person was told', 'direct care')
    .option('--by <who>', `who said it: ${GIVERS.join(', ')}; all but self need --evidence`, 'self')
    .option('--from <day>', 'first day; today when left out')
    .option('--until <day>', 'last day; open when left out')
    .option('--evidence <text>', 'what shows it', '')
    .option('--end', 'take back all that was said within this stream and sector')
    .option('--json', 'one line of JSON')
    .action(async (options: WishOptions) => {
      const status = await carryOut(words, options, session);
      answer(session, options.json, { status }, status);
    });
}

async function carryOut(words: Words, options: WishOptions, session: Session): Promise<string> {
  const { actor } = session;
  const key = personKey(options);
  const stream = options.stream === 'all' ? null : options.stream;
  const scope = { kind: words.kind, stream, to: sectorOf(options.to) };
  const { purpose, evidence } = options;
  const givenBy = giverOf(options.by);
  const [from, until] = [firstDay(options.from), dayAfterLast(options.until)];
  return session.withHub(async (hub) => {
    const today = await hub.today();
    if (options.end) return refusing(endWishes(hub.db, { key, ...scope, actor, today }));
    const said = { ...scope, purpose, evidence, givenBy, days: { from: from ?? today, until } };
    const { status } = await refusing(recordWish(hub.db, { key, ...said, actor }));
    return words.statuses[status] as string;
  });
}

function sectorOf(text: string): Sector | null {
  if (text === 'all') return null;
  const sector = SECTORS[text];
  if (!sector) throw new WrongUsage(`--to is ${Object.keys(SECTORS).join(', ')} or all`);
  return sector;
}

function giverOf(text: string): GivenBy {
  const giver = GIVERS.find((each) => each === text);
  if (!giver) throw new WrongUsage(`--by is one of ${GIVERS.join(', ')}`);
  return giver;
}

/** What the record refuses, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof WishRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
