import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { packageRoot } from '../db/package-root.ts';
import { LANGUAGES, type Language, type Look } from './look.ts';

/** Whatever stands in a message: text that is ready to be shown, or a number to count by. */
export type MessageValues = Readonly<Record<string, string | number>>;

export type Say = (key: string, values?: MessageValues) => string;

type Messages = ReadonlyMap<string, IntlMessageFormat>;

/** A key with this in front is what easy read says instead. */
const EASY = 'easy:';

/** Every string of the pages: `messages/<language>/<page>.json`, each key `<page>.<name>`. */
export const messageFolder = (language: Language): string =>
  join(packageRoot(), 'src/web/messages', language);

const kept = new Map<Language, Messages>();

/** What is said in a language and form. Throws for a key that is none: a test finds them all. */
export function sayIn({ language, format }: Pick<Look, 'language' | 'format'>): Say {
  const messages = messagesIn(language);
  return (key, values = {}) => {
    const easy = format === 'easy' ? messages.get(EASY + key) : undefined;
    const message = easy ?? messages.get(key);
    if (!message) throw new Error(`no message ${key} in ${language}`);
    return String(message.format(values as Record<string, string | number>));
  };
}

function messagesIn(language: Language): Messages {
  const known = kept.get(language);
  if (known) return known;
  const read = new Map(
    Object.entries(readMessages(language)).map(([key, text]) => [
      key,
      new IntlMessageFormat(text, LOCALES[language], undefined, { ignoreTag: true }),
    ]),
  );
  kept.set(language, read);
  return read;
}

/** All messages of a language as they stand in its files, by key. */
export function readMessages(language: Language): Record<string, string> {
  const folder = messageFolder(language);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.sort().flatMap((file) => {
      const page = file.replace('.json', '');
      const said = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
      return Object.entries(said).map(([name, text]) =>
        name.startsWith(EASY)
          ? [`${EASY}${page}.${name.slice(EASY.length)}`, text]
          : [`${page}.${name}`, text],
      );
    }),
  );
}

export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', cy: 'cy-GB' };

export const OTHER_LANGUAGE: Readonly<Record<Language, Language>> = { en: 'cy', cy: 'en' };

/** Reads every file once, so that a hub with a broken one does not start. */
export function loadMessages(): void {
  for (const language of LANGUAGES) messagesIn(language);
}
