// Writes the manifest of trusted documents: the hash of each .graphql file of a folder.
// Usage: node scripts/trusted-documents.js [folder] [manifest]
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';

const [folder = 'documents', manifest = join(folder, 'manifest.json')] = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .sort();
const documents = names.map((name) => {
  const text = print(parse(readFileSync(join(folder, name), 'utf8')));
  return [createHash('sha256').update(text).digest('hex'), name];
});
writeFileSync(
  manifest,
  `${JSON.stringify({ documents: Object.fromEntries(documents) }, null, 2)}\n`,
);
process.stdout.write(`${names.length} documents in ${manifest}\n`);
