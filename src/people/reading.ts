/** In which language, size and form somebody reads (Accessible Information Standard, DCB1605). */
export interface Reading {
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

/** What somebody chose, and when. */
export interface ChosenReading extends Reading {
  readonly at: Date;
}
