import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { TokenSettings } from './token.ts';
import type { Role } from './viewer.ts';

const ISSUER = 'https://onepot.example/demonstration';
const AUDIENCE = 'onepot';
const ALGORITHM = 'ES256';

/** Whom a demonstration token is for. */
export interface DemoClaims {
  readonly role: Role;
  readonly subject: string;
  readonly organisation?: string | undefined;
  readonly nhsNumber?: string | undefined;
}

/** The demonstration's own signing key, kept in the data folder and readable by its owner only. */
export async function demoKey(folder: string): Promise<JWK> {
  const path = join(folder, 'demo-key.json');
  if (!existsSync(path)) {
    await mkdir(folder, { recursive: true });
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
    await rename(draft, path);
  }
  return JSON.parse(await readFile(path, 'utf8')) as JWK;
}

/** How demonstration tokens are checked: the same checks as any other, by the key above. */
export async function demoTokens(folder: string): Promise<TokenSettings> {
  const { d: _secret, ...published } = await demoKey(folder);
  const keys = createLocalJWKSet({ keys: [{ ...published, alg: ALGORITHM, use: 'sig' }] });
  return { issuer: ISSUER, audience: AUDIENCE, keys };
}

/** A token that holds for twelve hours. */
export async function signDemoToken(folder: string, claims: DemoClaims): Promise<string> {
  const key = await importJWK(await demoKey(folder), ALGORITHM);
  const { role, organisation, nhsNumber } = claims;
  return new SignJWT({
    role,
    ...(organisation === undefined ? {} : { org: organisation }),
    ...(nhsNumber === undefined ? {} : { nhs_number: nhsNumber, vot: 'P9.Cp.Cd' }),
  })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(claims.subject)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('12h')
    .sign(key);
}

/** What the demonstration's sessions are sealed with: nothing that anybody else knows. */
export async function demoSecret(folder: string): Promise<string> {
  const { d } = await demoKey(folder);
  return `${d}`;
}
