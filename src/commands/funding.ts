import type { Command } from 'commander';
import {
  decideFunding,
  endFunding,
  FundingRefused,
  type FundingRequest,
} from '../awards/decide-funding.ts';
import type { FundingShare } from '../awards/share.ts';
import { BadValue } from '../values/bad-value.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { decimal } from '../values/ratio.ts';
import { dayAfterLast, firstDay, type PersonOptions, personKey, read } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused, WrongUsage } from './terminal.ts';

interface DecideOptions extends PersonOptions {
  readonly stream: string;
  readonly shares: string;
  readonly from: string;
  readonly until?: string;
  readonly disputed?: boolean;
  readonly interimPayer?: string;
  readonly reason: string;
  readonly json?: boolean;
}

interface EndOptions extends PersonOptions {
  readonly stream: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** The commands about how funders share the cost of one person's stream. */
export function fundingCommand(program: Command, session: Session): void {
  const { actor } = session;
  const funding = program
    .command('funding')
    .description('how funders share the cost of one person’s stream');
  aboutStream(funding.command('decide'))
    .description('record a decision: it replaces what was decided before from its first day on')
    .requiredOption('--shares <shares>', 'in per cent, such as "E08000039=50,QF7=50"')
    .requiredOption('--from <day>', 'first day')
    .option('--until <day>', 'last day; open when left out')
    .option('--disputed', 'the shares are in dispute')
    .option('--interim-payer <organisation>', 'who pays all of it while they are')
    .requiredOption('--reason <text>', 'why, for the record')
    .action(async (options: DecideOptions) => {
      const request = requestOf(options, actor);
      const status = await session.withHub((hub) => refusing(decideFunding(hub.db, request)));
      answer(session, options.json, { status }, status);
    });
  aboutStream(funding.command('end'))
    .description('end what was decided of a stream')
    .option('--from <day>', 'the first day without it; today when left out')
    .action(async (options: EndOptions) => {
      const key = personKey(options);
      const { stream } = options;
      const day = firstDay(options.from);
      const status = await session.withHub(async (hub) => {
        const from = day ?? (await hub.today());
        return refusing(endFunding(hub.db, { key, stream, from, actor }));
      });
      answer(session, options.json, { status }, status);
    });
}

function aboutStream(command: Command): Command {
  return command
    .requiredOption('--stream <stream>', 'the stream’s code')
    .option('--nhs-number <number>', 'the person, by NHS number')
    .option('--nino <nino>', 'the person, by National Insurance number')
    .option('--person <id>', 'the person, by opaque id')
    .option('--json', 'one line of JSON');
}

function requestOf(options: DecideOptions, actor: string): FundingRequest {
  const { stream, disputed, interimPayer, reason } = options;
  if ((disputed ?? false) !== (interimPayer !== undefined)) {
    throw new WrongUsage('--disputed and --interim-payer are given together or not at all');
  }
  return {
    key: personKey(options),
    stream,
    funders: read('--shares', options.shares, parseShares),
    days: {
      from: read('--from', options.from, parsePlainDate),
      until: dayAfterLast(options.until),
    },
    interimPayer: (interimPayer ?? null) as OrganisationCode | null,
    reason,
    actor,
  };
}

const SHARE = /^([A-Z0-9]{1,12})=(\d{1,3}(?:\.\d{1,6})?)$/;

function parseShares(text: string): FundingShare[] {
  return text.split(',').map((each) => {
    const [, funder, percent] = SHARE.exec(each.trim()) ?? [];
    if (funder === undefined || percent === undefined) {
      const how = 'is not CODE=percent, several with commas between, such as E08000039=50,QF7=50';
      throw new BadValue('BAD_NUMBER', how);
    }
    return { funder: funder as OrganisationCode, percent: decimal(percent) };
  });
}

/** What the record refuses, the command refuses. */
async function refusing<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FundingRefused) throw new CommandRefused(error.message);
    throw error;
  }
}
