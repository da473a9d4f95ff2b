import { randomUUID } from 'node:crypto';
import { type Logger, pino } from 'pino';
import { ADAPTERS } from '../adapters/all.ts';
import { introduce } from '../seeds/demo/introduce.ts';
import { demoSignIn } from '../seeds/demo/readers.ts';
import { seedForStart } from '../seeds/run.ts';
import { demoSecret, demoTokens } from './access/demo-key.ts';
import type { TokenSettings } from './access/token.ts';
import { faultOf } from './audit/fault.ts';
import { BadConfig, type Config, readConfig } from './config.ts';
import { NeedsMigrating } from './databases.ts';
import { FolderInUse } from './db/lock.ts';
import { type Hub, openHub } from './hub.ts';
import { verifyLedger } from './ledger/verify.ts';
import { type LocalSocket, listenLocally } from './local-socket.ts';
import { publishedKeys } from './published-keys.ts';
import { runOnOpenHub } from './run-here.ts';
import { type PageAccess, serve } from './server.ts';
import { openIdSignIn } from './web/openid.ts';
import { sessionKey } from './web/secret.ts';

/** An operator who stops a hub may count on its end after ten seconds; in milliseconds. */
const STOPS_WITHIN = 9500;

/** Opens, seeds an empty database, serves, and stops when asked to. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: 'info', base: null });
  const tellFault = (cause: unknown) =>
    log.error({ fault: faultOf(cause) }, 'sealing the audit failed');
  const hub = await openHub(config, ADAPTERS, tellFault, config.statementLimits);
  await seedForStart(hub, (line) => say(`  ${line}`));
  const socket = await openSocket(hub, log);
  const tokens = await tokensOf(config);
  const server = await serve({ hub, tokens, log, pages: await pagesOf(config, tokens) });
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // Requests end by their deadline, and the database soon after; nothing may hold up the end.
    setTimeout(() => process.exit(0), STOPS_WITHIN).unref();
    await server.stop();
    await socket?.close();
    await hub.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  void checkLedger(hub, log);
  if (server.metricsUrl !== null) say(`Measurements are on ${server.metricsUrl}`);
  say(`OnePot is ready on ${server.url}`);
  if (config.auth) return;
  const lines = await introduce(hub, server.url).catch((error: unknown) => {
    if (stopping) return [];
    throw error;
  });
  for (const line of lines) say(line);
}

/** What the ledger must hold is looked at while people are served; what is wrong is told by its ids. */
async function checkLedger({ db }: Hub, log: Logger): Promise<void> {
  try {
    for (const check of await verifyLedger(db)) {
      if (!check.ok) log.error({ check: check.name, found: check.detail }, 'the ledger is wrong');
    }
  } catch (error) {
    log.error({ fault: faultOf(error) }, 'the ledger could not be checked');
  }
}

async function openSocket(hub: Hub, log: Logger): Promise<LocalSocket | null> {
  if (hub.config.databaseUrl !== null) return null;
  return listenLocally(
    hub.config.dataDir,
    (asked, terminal) => runOnOpenHub(hub, asked, terminal),
    (error) => log.error({ fault: faultOf(error) }, 'a command failed'),
  );
}

async function tokensOf(config: Config): Promise<TokenSettings> {
  if (!config.auth) return demoTokens(config.dataDir);
  const { issuer, audience, jwksUrl } = config.auth;
  return { issuer, audience, keys: publishedKeys(jwksUrl) };
}

async function pagesOf(config: Config, tokens: TokenSettings): Promise<PageAccess> {
  const { auth, pages, dataDir } = config;
  if (!auth) return { signIn: demoSignIn(), secret: sessionKey(await demoSecret(dataDir)) };
  // Nobody signs in, so that nothing has to be opened again after a start.
  if (!pages) return { signIn: { kind: 'none' }, secret: sessionKey(randomUUID()) };
  const { sessionSecret, ...client } = pages;
  const secret = sessionKey(sessionSecret);
  const signIn = openIdSignIn({ ...client, secret, tokens, issuer: auth.issuer });
  return { signIn: { kind: 'openid', ...signIn }, secret };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  const forReader = [BadConfig, FolderInUse, NeedsMigrating].some((kind) => error instanceof kind);
  if (!forReader) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(error instanceof BadConfig ? 2 : 1);
}
