import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limits } from '../../schema/limits.ts';
import { schema } from '../../schema/schema.ts';
import { PASTE_QUERIES } from '../../seeds/demo/access.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { documentHash, TrustedDocuments } from '../../src/trusted-documents.ts';

const FOLDER = join(packageRoot(), 'documents');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
const read = (name: string) => parse(readFileSync(join(FOLDER, name), 'utf8'));

describe('the manifest of trusted documents', () => {
  it('is what "npm run documents" writes of its folder', () => {
    const { documents } = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8'));
    expect(NAMES.length).toBeGreaterThan(3);
    expect(documents).toEqual(
      Object.fromEntries(NAMES.map((name) => [documentHash(read(name)), name])),
    );
  });

  it.each(NAMES)('%s is a document of the contract and within its limits', (name) => {
    expect(validate(schema, read(name), [...limits])).toEqual([]);
    expect(validate(schema, read(name))).toEqual([]);
  });

  it('knows a document by what it says, not how it is written', () => {
    const trusted = TrustedDocuments.read('documents/manifest.json');
    const text = readFileSync(join(FOLDER, 'me.graphql'), 'utf8');
    expect(trusted.has(parse(`# ours\n${text.replaceAll(/\s+/g, '\n')}`))).toBe(true);
    expect(trusted.has(parse(text.replace('pence', 'pounds')))).toBe(false);
  });

  it('trusts the questions that a demonstration begins with', () => {
    const trusted = TrustedDocuments.read('documents/manifest.json');
    expect(PASTE_QUERIES.map(({ query }) => trusted.has(parse(query)))).toEqual([true, true, true]);
  });
});
