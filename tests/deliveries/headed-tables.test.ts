import { describe, expect, it } from 'vitest';
import type { RawRow } from '../../src/deliveries/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { headedTables } from '../../src/deliveries/headed-csv.ts';

const layout = headedTables({
  people: { required: ['Id', 'Name'], optional: 'any' },
  visits: { required: ['Visit', 'Id', 'Day'], optional: ['Room'] },
});

async function read(text: string): Promise<RawRow[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  }
  const rows: RawRow[] = [];
  for await (const row of layout.read(bytes())) rows.push(row);
  return rows;
}

describe('a file of one of several tables', () => {
  it('is known by its names, in any order', async () => {
    expect(await read('Name,Id,Else\nAnn,1,x\nBob,2,y\n')).toEqual([
      { row: 1, table: 'people', fields: { Name: 'Ann', Id: '1', Else: 'x' } },
      { row: 2, table: 'people', fields: { Name: 'Bob', Id: '2', Else: 'y' } },
    ]);
    const [visit] = await read('Id,Room,Day,Visit\n1,A,2025-05-01,V1\n');
    expect(visit).toMatchObject({ row: 1, table: 'visits' });
  });

  it.each([
    [
      'no table fits',
      'Visit,Id\nV1,1\n',
      'people, visits; the closest is visits, and it lacks "Day"',
    ],
    ['no name is known', 'A,B\n1,2\n', 'none of the tables of this format, people, visits'],
    ['two tables fit', 'Visit,Id,Day,Name\nV1,1,2025-05-01,Ann\n', 'more than one of the tables'],
    ['a column is unknown', 'Visit,Id,Day,Ann\nV1,1,2025-05-01,x\n', 'the name of column 4'],
    ['a column is there twice', 'Id,Name,Id\n1,Ann,1\n', 'the column "Id" is there twice'],
    ['there are no rows', 'Id,Name\n', 'no data rows'],
    ['a row is cut short', 'Id,Name\n1\n', 'more or fewer fields'],
  ])('is refused where %s', async (_what, text, reason) => {
    const reading = read(text);
    await expect(reading).rejects.toThrow(FileRefused);
    await expect(reading).rejects.toThrow(reason);
  });
});
