import type { FileKey, Row } from '../area/sheet.ts';

/** Somebody invented whom the README follows; their rows are written by hand. */
export interface Persona {
  readonly name: string;
  readonly nhsNumber: string;
  /** In one sentence, for whoever tries the demonstration. */
  readonly story: string;
  rowsIn(file: FileKey): readonly Row[];
}
