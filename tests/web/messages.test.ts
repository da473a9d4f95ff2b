import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { LANGUAGES } from '../../src/web/look.ts';
import { readMessages, sayIn } from '../../src/web/messages.ts';

const [en, cy] = LANGUAGES.map((language) => readMessages(language)) as [
  Record<string, string>,
  Record<string, string>,
];
const templates = join(packageRoot(), 'src/web/templates');
const sources = ['src/web/templates', 'src/web'].flatMap((folder) =>
  readdirSync(join(packageRoot(), folder))
    .filter((name) => /\.(?:njk|ts)$/.test(name))
    .map((name) => [name, readFileSync(join(packageRoot(), folder, name), 'utf8')] as const),
);

/** Names that are the same word in both languages. */
const SAME_IN_BOTH = ['frame.name', 'frame.language', 'people.name'];

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name as string))].sort();

describe('the messages of the pages', () => {
  it('are more than none', () => {
    expect(Object.keys(en).length).toBeGreaterThan(100);
    expect(readdirSync(templates).length).toBeGreaterThan(5);
  });

  it('are the same ones in both languages', () => {
    expect(Object.keys(cy).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en))('%s is translated and asks for the same values', (key) => {
    const [said, translated] = [en[key] as string, cy[key] as string];
    expect(placeholders(translated)).toEqual(placeholders(said));
    if (SAME_IN_BOTH.includes(key) || !/[a-z]{4}/i.test(said.replaceAll(/\{\w+\}/g, ''))) return;
    expect(translated).not.toBe(said);
  });

  it('that a page names are there', () => {
    const named = sources.flatMap(([name, text]) =>
      [...text.matchAll(/\bt\('([\w.:-]+)'[,)]/g)].map(([, key]) => `${name} ${key}`),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((each) => en[each.split(' ')[1] as string] === undefined)).toEqual([]);
  });

  it('fail where there is none', () => {
    expect(() => sayIn({ language: 'en', format: 'full' })('nothing.there')).toThrow();
  });

  it('say it shorter in easy read, and else the same', () => {
    const easy = sayIn({ language: 'en', format: 'easy' });
    const full = sayIn({ language: 'en', format: 'full' });
    expect(easy('agreements.what')).not.toBe(full('agreements.what'));
    expect(easy('agreements.title')).toBe(full('agreements.title'));
  });
});

describe('a template', () => {
  it.each(sources.filter(([name]) => name.endsWith('.njk')))(
    '%s says nothing by itself',
    (_name, text) => {
      const bare = text
        .replaceAll(/\{#[\s\S]*?#\}|\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, '')
        .replaceAll(/<[^>]*>/g, '');
      expect(bare.match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
    },
  );
});
