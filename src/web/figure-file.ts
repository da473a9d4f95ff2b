import { draw } from './draw.ts';
import { type Figure, rowsOf } from './figure.ts';
import { figureCsv } from './figure-csv.ts';
import type { Form } from './figure-shown.ts';
import { figureWorkbook } from './figure-workbook.ts';
import type { Page } from './page.ts';
import { pictureOf } from './picture.ts';
import type { PageAnswer } from './route.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A figure as a picture or a file; null where there is nothing to draw. */
export async function figureFile(
  { say, written }: Page,
  figure: Figure,
  form: Form,
  name: string,
): Promise<PageAnswer> {
  if (form === 'svg') {
    const { drawing } = figure;
    return (
      drawing && { picture: await draw(pictureOf(figure, drawing, await rowsOf(figure), say)) }
    );
  }
  const make = form === 'csv' ? figureCsv : figureWorkbook;
  const body = make(figure, say, written);
  return { file: { type: TYPES[form], name: `${name}.${form}`, body } };
}
