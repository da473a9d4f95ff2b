import { BadValue, type BadValueCode } from '../../src/values/bad-value.ts';

/** The code with which a value is refused, or `accepted`; any other error is thrown on. */
export function refusal(read: () => unknown): BadValueCode | 'accepted' {
  try {
    read();
  } catch (error) {
    if (error instanceof BadValue) return error.code;
    throw error;
  }
  return 'accepted';
}

/** The words with which a value is refused; throws when it is not. */
export function refusalText(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof BadValue) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}
