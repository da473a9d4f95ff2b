import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { FileRefused } from '../deliveries/delivery.ts';
import { filesOf } from '../deliveries/files.ts';
import { inWords, loadModel, type ModelOutcome } from '../people/load-model.ts';
import { bitsOf, type MatchModel, type Odds } from '../people/match.ts';
import { LEVELS, MATCH_FIELDS } from '../people/match-levels.ts';
import { latestModel } from '../people/match-model-store.ts';
import { fromFolder } from './options.ts';
import { answer, type Session } from './session.ts';
import { CommandRefused } from './terminal.ts';

interface LoadOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** More than any model needs: with 100,000 names it has some three million bytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The commands about the weights by which two records are taken for one person's. */
export function matchModelCommands(program: Command, session: Session): void {
  const models = new Command('match-model').description(
    'the weights and thresholds that people are matched by',
  );
  models
    .command('load <file>')
    .description('load a model from a file of JSON as the newest version; links made before stay')
    .option('--dry-run', 'judge the file; write nothing')
    .option('--json', 'one line of JSON')
    .action((file: string, options: LoadOptions) => load(session, file, options));
  models
    .command('show')
    .description('show the model in force; with --json as a file that load takes')
    .option('--json', 'one line of JSON')
    .action((options: { json?: boolean }) => show(session, options));
  program.addCommand(models);
}

async function load(session: Session, file: string, options: LoadOptions): Promise<void> {
  const { actor, folder } = session;
  const dryRun = options.dryRun ?? false;
  const outcome = await session.withHub(async ({ db }) => {
    const text = await textOf(fromFolder(folder, [file])[0] as string);
    return loadModel(db, { text, actor, dryRun });
  });
  answer(session, options.json, outcome, said(outcome, dryRun));
  if (outcome.status === 'REFUSED') throw new CommandRefused('');
}

async function textOf(path: string): Promise<string> {
  try {
    const [found] = await filesOf([path]);
    if ((found?.bytes ?? 0) > MOST_BYTES)
      throw new FileRefused('the file is too large for a model');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof FileRefused) throw new CommandRefused(error.message);
    throw error;
  }
}

function said({ status, version, inForce, faults }: ModelOutcome, dryRun: boolean): string {
  if (status === 'REFUSED') return ['REFUSED', ...faults.map(inWords)].join('\n');
  return [
    `${status}: version ${version}`,
    dryRun ? 'nothing was written' : `people are matched by version ${inForce}`,
  ].join('\n');
}

async function show(session: Session, options: { json?: boolean }): Promise<void> {
  const model = await session.withHub(({ db }) => latestModel(db));
  if (!model) throw new CommandRefused('no model has been loaded: nobody is matched by weight');
  answer(session, options.json, model, described(model));
}

function described(model: MatchModel): string {
  const { version, source, linkFrom, reviewFrom, levels } = model;
  return [
    `version ${version}: links from ${linkFrom} bits, review from ${reviewFrom}`,
    source,
    ...MATCH_FIELDS.flatMap((field) =>
      LEVELS[field].map((level) => levelInWords(field, level, levels[field][level])),
    ),
  ].join('\n');
}

function levelInWords(field: string, level: string, odds: Odds | undefined): string {
  const named = `${field.padEnd(12)}${level.padEnd(16)}`;
  if (!odds) return `${named}      0  not in this version`;
  const from = 'bits' in odds ? '' : `  m ${odds.m}, u ${odds.u}`;
  return `${named}${String(bitsOf(odds)).padStart(7)}${from}`;
}
