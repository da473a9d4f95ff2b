import {
  FORMATS,
  type Format,
  LANGUAGES,
  type Language,
  type Reading,
  SIZES,
  type Size,
} from '../people/reading.ts';

export { FORMATS, type Format, LANGUAGES, type Language, SIZES, type Size };

/** How somebody reads; kept for them from one page to the next. */
export type Look = Reading;

export const USUAL_LOOK: Look = { language: 'en', size: 'usual', format: 'full' };

export const LOOK_COOKIE = 'onepot-look';

/** As an address writes it; anything may stand there. */
interface AskedLook {
  readonly lang?: unknown;
  readonly size?: unknown;
  readonly format?: unknown;
}

/** What an address asks for (`?lang=cy&size=large&format=easy`), else what was kept, else the usual. */
export function lookOf(asked: AskedLook, kept: Look = USUAL_LOOK): Look {
  return {
    language: oneOf(LANGUAGES, asked.lang) ?? kept.language,
    size: oneOf(SIZES, asked.size) ?? kept.size,
    format: oneOf(FORMATS, asked.format) ?? kept.format,
  };
}

/** As it is kept in a cookie: `cy.large.easy`. */
export function lookText({ language, size, format }: Look): string {
  return `${language}.${size}.${format}`;
}

export function readLook(text: string | undefined): Look {
  const [lang, size, format] = (text ?? '').split('.');
  return lookOf({ lang, size, format });
}

function oneOf<Word extends string>(words: readonly Word[], text: unknown): Word | null {
  return words.find((word) => word === text) ?? null;
}
