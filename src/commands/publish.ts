import { Argument, type Command, Option } from 'commander';
import { AREA_FIGURES } from '../pools/area-figures.ts';
import {
  type AreaSubject,
  PARTS,
  type Part,
  QUARTERS,
  type Quarter,
} from '../pools/publication.ts';
import { PublishRefused, publishUsage, USUAL_TABLES } from '../pools/publish.ts';
import { type FactsOfArea, publishArea } from '../pools/publish-area.ts';
import { workOut } from '../pools/published-tables.ts';
import { parseFinancialYear } from '../values/financial-year.ts';
import { read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface PublishOptions {
  readonly year: string;
  readonly part: Part;
  readonly json?: boolean;
}

/** The commands that publish figures for analysts: of how a pool was used, and of the whole area. */
export function publishCommands(program: Command, session: Session): void {
  usageCommand(program, session);
  figuresCommand(program, session);
}

function usageCommand(program: Command, session: Session): void {
  program
    .command('publish-usage <pool>')
    .description('publish how a pool was used in a quarter or a year that is over, once')
    .requiredOption('--year <year>', 'the financial year, such as 2025-26')
    .addOption(
      new Option('--part <part>', 'a quarter in its turn, or the year when all four are published')
        .choices(PARTS)
        .makeOptionMandatory(),
    )
    .option('--json', 'one line of JSON')
    .action(async (pool: string, options: PublishOptions) => {
      const year = read('--year', options.year, parseFinancialYear);
      const { part } = options;
      const { asOf, people } = await session.withHub(async (hub) => {
        const request = { pool, year, part, by: session.actor };
        const published = await refusing(publishUsage(hub.db, request, await hub.today()));
        await workOut(hub.db, published, USUAL_TABLES);
        return published;
      });
      const words = `published ${part} of ${year} of ${pool}, up to ${asOf}, about ${people} people`;
      answer(session, options.json, { status: 'PUBLISHED', asOf, people }, words);
    });
}

interface FiguresOptions {
  readonly year: string;
  readonly part: Quarter;
  readonly json?: boolean;
}

function figuresCommand(program: Command, session: Session): void {
  const subjects = new Map(
    [...AREA_FIGURES.keys()].map((subject) => [subject.toLowerCase().replace('_', '-'), subject]),
  );
  program
    .command('publish-figures')
    .description('publish figures of the whole area for a quarter that is over, once')
    .addArgument(new Argument('<subject>', 'what they tell of').choices([...subjects.keys()]))
    .requiredOption('--year <year>', 'the financial year, such as 2025-26')
    .addOption(new Option('--part <part>', 'a quarter').choices(QUARTERS).makeOptionMandatory())
    .option('--json', 'one line of JSON')
    .action(async (name: string, options: FiguresOptions) => {
      const year = read('--year', options.year, parseFinancialYear);
      const subject = subjects.get(name) as AreaSubject;
      const factsOf = AREA_FIGURES.get(subject) as FactsOfArea;
      const { asOf, people } = await session.withHub(async (hub) => {
        const request = { subject, year, part: options.part, by: session.actor };
        return refusing(publishArea(hub.db, request, factsOf, await hub.today()));
      });
      const words = `published ${options.part} of ${year} of ${name}, up to ${asOf}, about ${people} people`;
      answer(session, options.json, { status: 'PUBLISHED', asOf, people }, words);
    });
}

async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PublishRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
