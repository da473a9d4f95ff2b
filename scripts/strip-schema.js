// drizzle-kit writes "public". into migrations; a tenant's schema is only the search path.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'src/db/migrations';
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const stripped = text.replaceAll('"public".', '');
  if (stripped !== text) writeFileSync(path, stripped);
}
