/** In which language, size and form somebody reads; kept for them from one page to the next. */
export interface Look {
  readonly language: Language;
  readonly size: Size;
  readonly format: Format;
}

export const LANGUAGES = ['en', 'cy'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Large print is 18 point and more, stacked, so that nothing runs over the side. */
export const SIZES = ['usual', 'large'] as const;
export type Size = (typeof SIZES)[number];

/** Easy read: short sentences, one idea each. */
export const FORMATS = ['full', 'easy'] as const;
export type Format = (typeof FORMATS)[number];

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
