import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { MatchModel } from './match.ts';
import { type ModelFault, readModel } from './match-model.ts';
import { keepModel, latestModel, modelOfVersion } from './match-model-store.ts';

export interface ModelOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  /** Of the file; null where it could not be read. */
  readonly version: number | null;
  /** The version that people are matched by from now on (after a dry run: would be). */
  readonly inForce: number | null;
  readonly reason: string | null;
  readonly faults: readonly ModelFault[];
}

export interface LoadModelRequest {
  /** What the file holds: a model as JSON. */
  readonly text: string;
  readonly actor: string;
  /** Judges the file and writes nothing. */
  readonly dryRun: boolean;
}

const SHOWN_FAULTS = 3;

/**
 * Keeps a model as the newest version: identities that arrive from then on are compared by it. What
 * was linked or proposed before stays and holds the version that it was weighed by.
 */
export async function loadModel(db: Database, request: LoadModelRequest): Promise<ModelOutcome> {
  const { text, actor, dryRun } = request;
  const found = readJson(text);
  const read = found === undefined ? { faults: [NOT_JSON] } : readModel(found);
  return db.exclusively('match-model', () =>
    db.transaction(async (tx) => {
      const newest = (await latestModel(tx))?.version ?? null;
      if ('faults' in read) return refused(null, newest, read.faults);
      const { model } = read;
      const { version } = model;
      const said = { version, reason: null, faults: [] };
      const known = await modelOfVersion(tx, version);
      if (known && isDeepStrictEqual(known, model)) {
        return { status: 'ALREADY_LOADED', ...said, inForce: newest };
      }
      const fault = versionFault(version, known, newest);
      if (fault) return refused(version, newest, [fault]);
      if (!dryRun) await keep(tx, model, actor, text);
      return { status: 'LOADED', ...said, inForce: version };
    }),
  );
}

const NOT_JSON: ModelFault = { field: '', reason: 'the file is not JSON' };

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function versionFault(
  version: number,
  known: MatchModel | undefined,
  newest: number | null,
): ModelFault | null {
  const field = 'version';
  if (known) {
    const reason = `${version} is there already with other figures, and a version never changes`;
    return { field, reason };
  }
  if (newest === null || version > newest) return null;
  return { field, reason: `is below ${newest}, the newest: it would not come into force` };
}

async function keep(
  tx: Transaction,
  model: MatchModel,
  actor: string,
  text: string,
): Promise<void> {
  await keepModel(tx, model);
  const sha256 = createHash('sha256').update(text).digest('hex');
  await note(tx, actor, { action: 'match-model-loaded', version: model.version, sha256 });
}

function refused(
  version: number | null,
  inForce: number | null,
  faults: readonly ModelFault[],
): ModelOutcome {
  const shown = faults.slice(0, SHOWN_FAULTS).map(inWords);
  const more = faults.length > SHOWN_FAULTS ? [`and ${faults.length - SHOWN_FAULTS} more`] : [];
  const reason = [...shown, ...more].join('; ');
  return { status: 'REFUSED', version, inForce, reason, faults };
}

/** A fault as words: the field, then what is wrong with it. */
export function inWords({ field, reason }: ModelFault): string {
  return field === '' ? reason : `${field} ${reason}`;
}
