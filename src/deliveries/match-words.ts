/** Words that stand in many payees' names, and in many lines of a bank, and tell nobody apart. */
const NOBODYS_WORDS = new Set(
  (
    'the and for ltd limited plc llp cic inc company services service group payment payments ' +
    'bank transfer direct debit card faster standing order bill ref reference bacs online from'
  ).split(' '),
);

/** The words by which a payee is known again: letters and digits, in small letters, each once. */
export function tellingWords(text: string): string[] {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[’']/g, '')
    .split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words)].filter((word) => word.length > 2 && !NOBODYS_WORDS.has(word));
}

/**
 * How far a bank's words name a payee: 'WHOLE' where all of its telling words are there, 'PART'
 * where some are; null where none is. A payee without telling words is named by nothing.
 */
export function namedIn(payee: string, description: string): 'WHOLE' | 'PART' | null {
  const said = new Set(tellingWords(description));
  const words = tellingWords(payee);
  const there = words.filter((word) => said.has(word)).length;
  if (there === 0) return null;
  return there === words.length ? 'WHOLE' : 'PART';
}

/** A text without all that is written differently each time: dates, numbers, letters' case. */
export function payeeKey(description: string): string {
  return tellingWords(description)
    .filter((word) => !/\d/.test(word))
    .join(' ');
}
