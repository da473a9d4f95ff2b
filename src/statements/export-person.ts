import { type FileHandle, open, rm } from 'node:fs/promises';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { EXPORTED_BECAUSE } from '../audit/read.ts';
import { keepReads, note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { findIdentity } from '../people/links.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import { streamsHeld } from './awards-held-store.ts';
import type { ExportDocument } from './document.ts';
import { toHtml } from './document-html.ts';
import { toJson } from './document-json.ts';
import { type GatherSettings, gather, type Subject } from './gather.ts';
import type { HeldIdentity } from './held.ts';
import { streamsAssessed } from './means-held-store.ts';
import { subjectAccessOf } from './subject-access.ts';
import { identitiesHeld } from './subject-access-store.ts';

/** A copy that was not made; why, in words to act on, which tell nothing of the person. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused';
}

export const EXPORT_FORMATS = ['html', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const RENDERINGS: Readonly<Record<ExportFormat, (document: ExportDocument) => string>> = {
  html: toHtml,
  json: toJson,
};

export interface ExportRequest {
  readonly key: PersonKey;
  /** Where the file is made; nothing may be there yet. */
  readonly path: string;
  readonly format: ExportFormat;
  readonly viewer: Viewer;
}

/**
 * Writes everything that is held about one person into one file for that person (UK GDPR article
 * 15). That it was made is noted, and stands in the person's own list of who looked, before anything
 * is in the file; a file that could not be finished is taken away again.
 */
export async function exportPerson(
  db: Database,
  { key, path, format, viewer }: ExportRequest,
  settings: GatherSettings,
): Promise<void> {
  if (reachOf(viewer, 'export-person') !== 'everyone') throw nobody();
  const file = await newFile(path);
  try {
    const copy = await db.transaction(async (tx) => {
      const subject = await subjectOf(tx, key, viewer);
      await noteExport(tx, subject, format);
      return RENDERINGS[format](subjectAccessOf(await gather(tx, subject, settings)));
    });
    await file.writeFile(copy);
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
}

/** For its owner alone, and never in place of another. */
async function newFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EEXIST') throw new ExportRefused('there is a file of that name already');
    throw new ExportRefused(`no file can be made there (${code ?? 'unknown fault'})`);
  }
}

/** Not known and not allowed are the same answer. */
const nobody = () => new ExportRefused('nobody is known by that key');

/** Nobody settles who is who until the transaction ends. */
async function subjectOf(tx: Transaction, key: PersonKey, viewer: Viewer): Promise<Subject> {
  await waitToSettle(tx);
  const personId = (await findIdentity(tx, key))?.personId ?? null;
  const identities = await identitiesHeld(tx, { personId, key });
  const numbers = new Set(surelyTheirs(identities).flatMap(({ nhsNumber }) => nhsNumber ?? []));
  // A key that stood beside two NHS numbers, and is told of no more, is nobody's in particular.
  if (surelyTheirs(identities).length === 0 || numbers.size > 1) throw nobody();
  return { personId, identities, viewer };
}

const surelyTheirs = (identities: readonly HeldIdentity[]) =>
  identities.filter(({ isDoubtful }) => !isDoubtful);

async function noteExport(tx: Transaction, subject: Subject, format: ExportFormat): Promise<void> {
  const { identities, viewer } = subject;
  const personId = subject.personId ?? (surelyTheirs(identities)[0] as HeldIdentity).id;
  const { subject: by, role, organisation } = viewer;
  await note(tx, by, { action: 'person-exported', person: personId, format });
  const read = { subject: by, role, organisation, personId, requestId: null };
  const told = surelyTheirs(identities).map(({ id }) => id);
  const found = [...(await streamsHeld(tx, told)), ...(await streamsAssessed(tx, told))];
  const streams = [...new Set(found)].sort();
  await keepReads(tx, [{ ...read, streams, reason: EXPORTED_BECAUSE }]);
}
