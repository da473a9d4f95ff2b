import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type DocumentNode, print } from 'graphql';
import { z } from 'zod';
import { BadConfig } from './config.ts';
import { packageRoot } from './db/package-root.ts';

const manifest = z.object({ documents: z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string()) });

/** The documents that are answered: their hashes, from the manifest. */
export class TrustedDocuments {
  private constructor(private readonly hashes: ReadonlySet<string>) {}

  /** A path that is not absolute counts from the hub's own folder. Throws BadConfig. */
  static read(path: string): TrustedDocuments {
    try {
      const text = readFileSync(isAbsolute(path) ? path : join(packageRoot(), path), 'utf8');
      return new TrustedDocuments(new Set(Object.keys(manifest.parse(JSON.parse(text)).documents)));
    } catch {
      throw new BadConfig(
        'TRUSTED_DOCUMENTS_MANIFEST: is no manifest; "npm run documents" makes one',
      );
    }
  }

  has(document: DocumentNode): boolean {
    return this.hashes.has(documentHash(document));
  }
}

/** SHA-256 of a document as it is printed: spaces, commas and comments make no difference. */
export function documentHash(document: DocumentNode): string {
  return createHash('sha256').update(print(document)).digest('hex');
}
