import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ROLES, type Role } from './access/viewer.ts';
import { checkTenant } from './db/database.ts';
import type { StatementLimits } from './db/server.ts';
import type { RateLimit } from './rate-limit.ts';
import type { TraceSettings } from './traces.ts';
import { type PlainDate, parsePlainDate } from './values/plain-date.ts';

/** The hub's settings, all from the environment; `.env.example` lists them. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** The serving login; the hub then never migrates by itself. */
  readonly databaseAppUrl: string | null;
  readonly tenant: string;
  /** Null in demo mode: no issuer is set. */
  readonly auth: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwksUrl: string;
  } | null;
  /** How people sign in to the pages; null where they cannot, or in demo mode as its personas. */
  readonly pages: PageSettings | null;
  /** Signed out of the pages after so long without one, in minutes. */
  readonly sessionMinutes: number;
  /** The Chromium that prints statements as PDF; null where none is, and they are not offered. */
  readonly chromium: string | null;
  /** The most that a file attached to a question may weigh, in bytes. */
  readonly evidenceBytes: number;
  /** Whether published figures are shown to everybody, without signing in. */
  readonly publicFigures: boolean;
  readonly seed: 'demo' | 'reference' | 'none';
  readonly today: PlainDate | null;
  readonly production: boolean;
  readonly introspection: boolean;
  /** Most connections to a PostgreSQL server, once for statements and again for transactions. */
  readonly databaseConnections: number;
  /** Bounds that a PostgreSQL server keeps on statements of the serving hub. */
  readonly statementLimits: StatementLimits;
  /** How long one request may take, in seconds. */
  readonly requestSeconds: number;
  readonly rateLimit: RateLimit;
  /** What one operation of each role may cost. */
  readonly costLimits: Readonly<Record<Role, number>>;
  /** The manifest of the only documents that are answered; null where every document is. */
  readonly trustedDocuments: string | null;
  /** Where measurements are served; null where they are not. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Where traces are sent; null where they are not. */
  readonly traces: TraceSettings | null;
}

/** What the pages need to let people sign in by OpenID Connect. */
export interface PageSettings {
  readonly clientId: string;
  /** Null: a public client, held by PKCE alone. */
  readonly clientSecret: string | null;
  /** Where people reach the hub, without a path. */
  readonly publicUrl: string;
  /** 32 bytes or more. */
  readonly sessionSecret: string;
}

/** A setting that cannot be used; names the variable and what is wrong with it. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

const TRACE_SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const satisfies readonly TraceSettings['sampler'][];

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_APP_URL: z.string().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(4),
  TENANT: z.string().default('public'),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_JWKS_URL: z.string().optional(),
  AUTH_CLIENT_ID: z.string().optional(),
  AUTH_CLIENT_SECRET: z.string().optional(),
  PUBLIC_URL: z.string().optional(),
  SESSION_SECRET: z.string().optional(),
  SESSION_MINUTES: z.coerce.number().int().min(5).max(240).default(20),
  CHROMIUM: z.string().optional(),
  EVIDENCE_MEGABYTES: z.coerce.number().min(0.1).max(50).default(5),
  PUBLIC_FIGURES: z.enum(['on', 'off']).default('off'),
  SEED: z.enum(['demo', 'reference', 'none']).optional(),
  TODAY: z.string().optional(),
  NODE_ENV: z.string().optional(),
  INTROSPECTION: z.enum(['on', 'off']).optional(),
  REQUEST_SECONDS: z.coerce.number().min(0.1).max(600).default(5),
  STATEMENT_SECONDS: z.coerce.number().min(0.1).max(3600).default(30),
  LOCK_SECONDS: z.coerce.number().min(0.1).max(3600).default(4),
  RATE_LIMIT_BURST: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  RATE_LIMIT_PER_SECOND: z.coerce.number().min(0.001).max(1_000_000).default(100),
  COST_LIMITS: z.string().optional(),
  TRUSTED_DOCUMENTS: z.enum(['off', 'only']).default('off'),
  TRUSTED_DOCUMENTS_MANIFEST: z.string().default('documents/manifest.json'),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().default('onepot'),
  OTEL_TRACES_SAMPLER: z.enum(TRACE_SAMPLERS).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});

type Environment = z.output<typeof environment>;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads and checks the settings. An empty variable counts as not set. Throws BadConfig. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new BadConfig(`${String(issue?.path[0])}: ${issue?.message}`);
  }
  const env = read.data;
  const auth = authOf(env);
  const production = env.NODE_ENV === 'production';
  refuseOpenDemo(env, auth, production);
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseAppUrl: env.DATABASE_APP_URL ?? null,
    databaseConnections: env.DATABASE_CONNECTIONS,
    tenant: tenantOf(env),
    auth,
    pages: pagesOf(env, auth),
    sessionMinutes: env.SESSION_MINUTES,
    evidenceBytes: env.EVIDENCE_MEGABYTES * 1_000_000,
    publicFigures: env.PUBLIC_FIGURES === 'on',
    chromium: chromiumOf(env),
    seed: env.SEED ?? (auth ? 'reference' : 'demo'),
    today: auth ? null : todayOf(env),
    production,
    introspection: env.INTROSPECTION === 'on' || (!production && env.INTROSPECTION !== 'off'),
    ...limitsOf(env),
    metrics:
      env.METRICS_PORT === undefined ? null : { host: env.METRICS_HOST, port: env.METRICS_PORT },
    traces: tracesOf(env),
  };
}

type Limits = Pick<
  Config,
  'statementLimits' | 'requestSeconds' | 'rateLimit' | 'costLimits' | 'trustedDocuments'
>;

function limitsOf(env: Environment): Limits {
  return {
    statementLimits: { statementSeconds: env.STATEMENT_SECONDS, lockSeconds: env.LOCK_SECONDS },
    requestSeconds: env.REQUEST_SECONDS,
    rateLimit: { burst: env.RATE_LIMIT_BURST, perSecond: env.RATE_LIMIT_PER_SECOND },
    costLimits: costLimitsOf(env),
    trustedDocuments: env.TRUSTED_DOCUMENTS === 'only' ? env.TRUSTED_DOCUMENTS_MANIFEST : null,
  };
}

/** A page of a hundred people with all their lines costs some ten thousand. */
const COST_LIMITS: Readonly<Record<Role, number>> = {
  holder: 5000,
  representative: 5000,
  'care-team': 20_000,
  finance: 20_000,
  analyst: 20_000,
  operator: 50_000,
};

function costLimitsOf({ COST_LIMITS: given }: Environment): Config['costLimits'] {
  const changed = (given ?? '').split(',').filter((part) => part.trim() !== '');
  const pairs = changed.map((part) => {
    const [role = '', limit = ''] = part.split('=').map((text) => text.trim());
    if (!(ROLES as readonly string[]).includes(role) || !/^[1-9]\d{0,8}$/.test(limit)) {
      throw new BadConfig('COST_LIMITS: is written role=number,role=number with roles of the hub');
    }
    return [role, Number(limit)];
  });
  return { ...COST_LIMITS, ...Object.fromEntries(pairs) };
}

function authOf(env: Environment): Config['auth'] {
  const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience, AUTH_JWKS_URL: jwksUrl } = env;
  if (issuer === undefined && audience === undefined && jwksUrl === undefined) return null;
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) {
    throw new BadConfig(
      'AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS_URL are set together or not at all',
    );
  }
  const url = URL.canParse(jwksUrl) ? new URL(jwksUrl) : null;
  if (!url) throw new BadConfig('AUTH_JWKS_URL: is not a URL');
  const plain = url.protocol === 'http:' && LOOPBACK.has(url.hostname.replace(/^\[|\]$/g, ''));
  if (url.protocol !== 'https:' && !plain) {
    throw new BadConfig('AUTH_JWKS_URL: plain http is for loopback only; use https');
  }
  return { issuer, audience, jwksUrl };
}

function pagesOf(env: Environment, auth: Config['auth']): Config['pages'] {
  const { AUTH_CLIENT_ID: clientId, PUBLIC_URL: publicUrl, SESSION_SECRET: sessionSecret } = env;
  if (clientId === undefined && publicUrl === undefined) return null;
  if (!auth)
    throw new BadConfig('AUTH_CLIENT_ID: needs AUTH_ISSUER; demo mode has its own sign-in');
  if (clientId === undefined || publicUrl === undefined || sessionSecret === undefined) {
    throw new BadConfig(
      'AUTH_CLIENT_ID, PUBLIC_URL and SESSION_SECRET are set together or not at all',
    );
  }
  if (Buffer.byteLength(sessionSecret) < 32) {
    throw new BadConfig('SESSION_SECRET: is shorter than 32 bytes');
  }
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  const plain = url?.protocol === 'http:' && LOOPBACK.has(url.hostname.replace(/^\[|\]$/g, ''));
  if (!url || (url.protocol !== 'https:' && !plain)) {
    throw new BadConfig('PUBLIC_URL: is no https address');
  }
  const clientSecret = env.AUTH_CLIENT_SECRET ?? null;
  return { clientId, clientSecret, publicUrl: url.origin, sessionSecret };
}

/** Where Debian and others put it. */
const CHROMIUM = '/usr/bin/chromium';

function chromiumOf({ CHROMIUM: program }: Environment): string | null {
  if (program === 'off') return null;
  if (program === undefined) return existsSync(CHROMIUM) ? CHROMIUM : null;
  if (existsSync(program)) return program;
  throw new BadConfig('CHROMIUM: there is no such program; set its path, or off');
}

function refuseOpenDemo(env: Environment, auth: Config['auth'], production: boolean): void {
  if (auth) return;
  if (production) {
    throw new BadConfig('NODE_ENV=production: needs AUTH_ISSUER; demo mode is not for production');
  }
  if (!LOOPBACK.has(env.HOST)) {
    throw new BadConfig('HOST: demo mode (no AUTH_ISSUER) listens on loopback only');
  }
}

function tracesOf(env: Environment): TraceSettings | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return null;
  if (!/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : '')) {
    throw new BadConfig('OTEL_EXPORTER_OTLP_ENDPOINT: is not a URL of http or https');
  }
  return {
    endpoint,
    serviceName: env.OTEL_SERVICE_NAME,
    sampler: env.OTEL_TRACES_SAMPLER,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
  };
}

function tenantOf({ TENANT }: Environment): string {
  try {
    return checkTenant(TENANT);
  } catch (error) {
    throw new BadConfig((error as Error).message);
  }
}

function todayOf(env: Environment): PlainDate | null {
  if (env.TODAY === undefined) return null;
  try {
    return parsePlainDate(env.TODAY);
  } catch {
    throw new BadConfig('TODAY: is not a day written as YYYY-MM-DD');
  }
}
