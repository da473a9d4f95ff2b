import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import { PEOPLE } from './measure.ts';
import { type MultiStream, multiStreamOf } from './multi-stream.ts';
import { publishedCells } from './published-tables.ts';
import { type AskedArea, publicationAsked } from './read-area.ts';

/**
 * How many people have money of one, two, three, four and more streams, and of how many sectors, for
 * the whole area and each council’s, made of published tables. Undefined where the viewer may not ask.
 * The question is noted.
 */
export async function readMultiStream(
  db: Database,
  viewer: Viewer,
  asked: AskedArea,
): Promise<MultiStream | undefined> {
  const by = ['STREAMS', 'SECTORS', 'AREA'];
  const publication = await publicationAsked(db, viewer, 'STREAMS', asked, by);
  if (publication === undefined) return undefined;
  const cells = async (...dimensions: string[]) =>
    publication === null ? [] : publishedCells(db, publication, PEOPLE, dimensions);
  const tables = {
    whole: await cells(),
    streams: await cells('STREAMS'),
    sectors: await cells('SECTORS'),
    areas: await cells('AREA'),
    streamsByArea: await cells('STREAMS', 'AREA'),
    sectorsByArea: await cells('SECTORS', 'AREA'),
  };
  const organisations = await allOrganisations(db);
  return multiStreamOf(publication, tables, (area) => organisations.get(area)?.name ?? null);
}
