import { type Command, Option } from 'commander';
import { PARTS, type Part } from '../pools/publication.ts';
import { PublishRefused, publishUsage } from '../pools/publish.ts';
import { parseFinancialYear } from '../values/financial-year.ts';
import { read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface PublishOptions {
  readonly year: string;
  readonly part: Part;
  readonly json?: boolean;
}

/** The command that publishes, for analysts, how a pool was used in a part of a year. */
export function publishCommand(program: Command, session: Session): void {
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
        return refusing(publishUsage(hub.db, request, await hub.today()));
      });
      const words = `published ${part} of ${year} of ${pool}, up to ${asOf}, about ${people} people`;
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
