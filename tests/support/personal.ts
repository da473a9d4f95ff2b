import { parse } from 'csv-parse/sync';

/** What a run knows of somebody, as far as it tells who they are. */
export interface Somebody {
  readonly nhsNumber?: string | null;
  readonly surname?: string | null;
  readonly givenNames?: string | null;
  readonly postcode?: string | null;
}

const NHS_NUMBER = /(?<![\d.])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g;
/** All numbers of the tests begin so, those of rows that are rejected too. */
const OF_THE_TEST_RANGE = /^999/;
/** QQ123456C is nobody's: it is the way HMRC itself shows the format. */
const NINO = /(?<![a-z\d])(?!QQ123456C)[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d](?![a-z\d])/gi;
const POSTCODE = /(?<![a-z\d])[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?![a-z\d])/gi;
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const BEARER_TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** What may show a token, in which a holder's number is: the answer of `token`, a demo's start. */
const SHOWS_A_TOKEN = [/^\{"token":"eyJ/, /^ {2}(?:holder|care-team|analyst): eyJ/];

/** Surnames of the tests that the hub says as words: they count beside a given name only. */
const WORDS_TOO = new Set(['grant', 'other']);

/** Everybody whom a run was about. */
export class Everybody {
  private readonly nhsNumbers = new Set<string>();
  private readonly postcodes = new Set<string>();
  /** Each name as its words, under the first of them. */
  private readonly names = new Map<string, Map<string, readonly string[]>>();

  add({ nhsNumber, surname, givenNames, postcode }: Somebody): void {
    if (nhsNumber) this.nhsNumbers.add(joined(nhsNumber));
    if (postcode) this.postcodes.add(joined(postcode));
    const last = wordsOf(surname ?? '');
    if (last.length === 0) return;
    if (last.join('').length > 2 && !WORDS_TOO.has(last.join(' '))) this.addName(last);
    for (const given of wordsOf(givenNames ?? '')) {
      this.addName([given, ...last]);
      this.addName([...last, given]);
    }
  }

  private addName(name: readonly string[]): void {
    const [first = ''] = name;
    const names = this.names.get(first) ?? new Map<string, readonly string[]>();
    this.names.set(first, names.set(name.join(' '), name));
  }

  /** The kinds of what a line tells of them; never the value. */
  toldIn(line: string): string[] {
    const spaced = line.replaceAll(/\\[nrt]|%20|\+/g, ' ').replaceAll(UUID, ' ');
    const text = spaced.replaceAll(BEARER_TOKEN, ' ');
    const found = (pattern: RegExp) => (text.match(pattern) ?? []).map(joined);
    const kinds: Readonly<Record<string, boolean>> = {
      'an NHS number': found(NHS_NUMBER).some(
        (number) => OF_THE_TEST_RANGE.test(number) || this.nhsNumbers.has(number),
      ),
      // Nothing else that a hub says has that form.
      'a National Insurance number': found(NINO).length > 0,
      'a postcode': found(POSTCODE).some((postcode) => this.postcodes.has(postcode)),
      'a name': this.hasName(wordsOf(text)),
      'a bearer token': text !== spaced && !SHOWS_A_TOKEN.some((answer) => answer.test(line)),
    };
    return Object.keys(kinds).filter((kind) => kinds[kind]);
  }

  private hasName(words: readonly string[]): boolean {
    return words.some((first, at) => {
      const names = [...(this.names.get(first)?.values() ?? [])];
      return names.some((name) => name.every((word, next) => words[at + next] === word));
    });
  }
}

const joined = (text: string): string => text.replaceAll(/[ -]/g, '').toUpperCase();

/** Words as they are compared: hyphens, apostrophes and capitals make no difference. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];

/** Whom a file names, in whichever rows; the numbers of the tests' range need no naming. */
export function peopleIn(file: string): Somebody[] {
  const postcodes = (file.match(POSTCODE) ?? []).map((postcode) => ({ postcode }));
  const [header = ''] = file.split('\n', 1);
  if (!/\bSurname\b/.test(header)) return postcodes;
  const rows = parse(file, {
    columns: true,
    relax_column_count: true,
    skip_records_with_error: true,
  });
  const named = (rows as Record<string, string>[]).map((row) => ({
    surname: row.Surname ?? null,
    givenNames: row['Given Names'] ?? null,
  }));
  return [...postcodes, ...named];
}
