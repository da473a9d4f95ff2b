import { BadValue } from './bad-value.ts';

/** Text that a database can hold and a page can show: no NUL, no half of a surrogate pair. */
export function parseText(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new BadValue('BAD_TEXT', 'holds characters that are not text');
  }
  return text;
}
