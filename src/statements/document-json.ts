import type { Cell, ExportDocument, Section, Table } from './document.ts';

/** A value as JSON carries it: pence and counts as numbers, days and moments as text, codes in full. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** The whole document for a machine: exact, and with the same content as for a reader. */
export function toJson(document: ExportDocument): string {
  const { title, madeOn, sections } = document;
  const told = Object.fromEntries(sections.map((section) => [section.key, sectionJson(section)]));
  return `${JSON.stringify({ title, madeOn, sections: told }, null, 2)}\n`;
}

function sectionJson({ title, notes, tables }: Section): JsonValue {
  const told = Object.fromEntries(tables.map((table) => [table.key, rowsJson(table)]));
  return { title, notes, tables: told };
}

function rowsJson({ headings, rows }: Table): JsonValue {
  return rows.map((row) =>
    Object.fromEntries(headings.map(({ key }, at) => [key, cellJson(row[at] ?? null)])),
  );
}

function cellJson(cell: Cell): JsonValue {
  if (cell === null) return null;
  switch (cell.kind) {
    case 'TEXT':
      return cell.text;
    case 'DAY':
      return cell.day;
    case 'MOMENT':
      return cell.at.toISOString();
    case 'MONEY':
      // A Pence lies within what a JSON number carries exactly.
      return Number(cell.pence);
    case 'NUMBER':
      return cell.value;
    case 'YES_NO':
      return cell.yes;
    case 'FILE':
      return { name: cell.name, type: cell.type, base64: cell.base64 };
    case 'CODED':
      return { code: cell.code, words: cell.words };
    case 'LIST':
      return cell.items.map(cellJson);
    case 'PAIRS':
      return cell.pairs.map(({ label, value }) => ({ label, value: cellJson(value) }));
  }
}
