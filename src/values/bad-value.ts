/** What is wrong with a value that came from outside; codes are stable, callers may rely on them. */
export type BadValueCode =
  | 'BLANK'
  | 'BAD_DATE'
  | 'SPREADSHEET_DATE'
  | 'BAD_MONEY'
  | 'BAD_NUMBER'
  | 'SPREADSHEET_NUMBER'
  | 'BAD_NHS_NUMBER'
  | 'LOST_ZERO'
  | 'BAD_NINO'
  | 'BAD_POSTCODE'
  | 'BAD_YEAR'
  | 'BAD_TEXT'
  | 'UNKNOWN_CODE'
  | 'UNUSABLE_CODE'
  | 'TOO_LARGE';

/**
 * A value from outside that cannot be read. The message says what is expected and never repeats
 * the value: it may be about a person, or be in the wrong column.
 */
export class BadValue extends Error {
  override readonly name = 'BadValue';
  constructor(
    readonly code: BadValueCode,
    message: string,
  ) {
    super(message);
  }
}
