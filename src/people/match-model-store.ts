import { type Queries, sql } from '../db/database.ts';
import type { MatchModel } from './match.ts';

type Weights = Omit<MatchModel, 'version' | 'linkFrom' | 'reviewFrom' | 'source'>;

interface ModelRow {
  version: number;
  weights: Weights;
  link_from: string;
  review_from: string;
  source: string;
}

const COLUMNS = sql`version, weights, link_from, review_from, source`;

const model = ({ version, source, weights, ...row }: ModelRow): MatchModel => ({
  ...weights,
  version,
  source,
  linkFrom: Number(row.link_from),
  reviewFrom: Number(row.review_from),
});

/** The newest version of the model, which is in force; undefined where none has been loaded. */
export async function latestModel(queries: Queries): Promise<MatchModel | undefined> {
  const [row] = await queries.rows<ModelRow>(
    'people.latest-match-model',
    sql`select ${COLUMNS} from match_models order by version desc limit 1`,
  );
  return row && model(row);
}

export async function modelOfVersion(
  queries: Queries,
  version: number,
): Promise<MatchModel | undefined> {
  const [row] = await queries.rows<ModelRow>(
    'people.match-model-of-version',
    sql`select ${COLUMNS} from match_models where version = ${version}::int`,
  );
  return row && model(row);
}

/** Every version that was ever in force, by its number. */
export async function allModels(queries: Queries): Promise<Map<number, MatchModel>> {
  const rows = await queries.rows<ModelRow>(
    'people.all-match-models',
    sql`select ${COLUMNS} from match_models`,
  );
  return new Map(rows.map((row) => [row.version, model(row)]));
}

/** Keeps a version of the model; gives 0 where that version was there already. */
export async function keepModel(queries: Queries, kept: MatchModel): Promise<number> {
  const { version, source, linkFrom, reviewFrom, ...weights } = kept;
  const rows = await queries.rows(
    'people.keep-match-model',
    sql`insert into match_models (version, weights, link_from, review_from, source)
        values (${version}, ${JSON.stringify(weights)}::text::jsonb, ${linkFrom}::numeric,
          ${reviewFrom}::numeric, ${source})
        on conflict (version) do nothing returning version`,
  );
  return rows.length;
}

/** Whether somebody has loaded a model of their own. */
export async function isModelOwn(queries: Queries): Promise<boolean> {
  const rows = await queries.rows(
    'people.own-match-model',
    sql`select 1 from audit_events where action = 'match-model-loaded' limit 1`,
  );
  return rows.length > 0;
}
