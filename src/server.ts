import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { Context } from '../schema/context.ts';
import { shownError } from '../schema/errors.ts';
import { Executor } from '../schema/execute.ts';
import { limits, MOST_TOKENS } from '../schema/limits.ts';
import { schema } from '../schema/schema.ts';
import { BadToken, TokenReader, type TokenSettings } from './access/token.ts';
import { graphiql } from './graphiql.ts';
import type { Hub } from './hub.ts';

const BODY_LIMIT = '100kb';
const MOST_RECURSIVE_SELECTIONS = 1000;

export interface RunningServer {
  readonly url: string;
  /** Stops taking requests, lets those under way end, then closes. */
  stop(): Promise<void>;
}

interface Parts {
  readonly hub: Hub;
  readonly tokens: TokenSettings;
  readonly log: Logger;
}

/** The id of the request under way, for what is told of its errors. */
const underWay = new AsyncLocalStorage<string>();

/** Hands each operation to the hub's own executor. */
function executingGateway(): ApolloServerOptionsWithGateway<Context>['gateway'] {
  const executor = new Executor();
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: (request) =>
        executor.run({
          schema,
          document: request.document,
          operation: request.operation,
          hash: request.queryHash,
          operationName: request.operationName,
          variables: request.request.variables ?? {},
          context: request.context as Context,
        }),
    }),
    stop: async () => undefined,
  };
}

/** Serves the hub over HTTP. */
export async function serve(parts: Parts): Promise<RunningServer> {
  const { hub, log } = parts;
  const apollo = apolloServer(parts);
  await apollo.start();
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(headers);
  health(app, hub);
  if (!hub.config.production) app.use('/graphiql', graphiql());
  app.use(
    '/graphql',
    authenticate(parts),
    express.json({ limit: BODY_LIMIT }),
    graphql(apollo, parts),
  );
  app.use(notFound);
  app.use(failed(log));
  const server = createServer({ connectionsCheckingInterval: 1000, requestTimeout: 15_000 }, app);
  server.headersTimeout = 10_000;
  await listen(server, hub.config.port, hub.config.host);
  const { address, port } = server.address() as AddressInfo;
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}`,
    stop: async () => {
      await closed(server);
      await apollo.stop();
    },
  };
}

function apolloServer({ hub, log }: Parts): ApolloServer<Context> {
  return new ApolloServer<Context>({
    gateway: executingGateway(),
    introspection: hub.config.introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    validationRules: [...limits],
    validationOptions: { maxErrors: 10 },
    parseOptions: { maxTokens: MOST_TOKENS },
    maxRecursiveSelections: MOST_RECURSIVE_SELECTIONS,
    nodeEnv: 'production',
    plugins: [ApolloServerPluginCacheControlDisabled()],
    formatError: (formatted, error) =>
      shownError(formatted, error, { id: underWay.getStore() ?? '', log }),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
}

function graphql(apollo: ApolloServer<Context>, { hub }: Parts) {
  return expressMiddleware(apollo, {
    context: async ({ req }) => new Context(hub, (req as Authenticated).viewer, await hub.today()),
  });
}

type Authenticated = Request & { viewer: Context['viewer'] };

function headers(_req: Request, res: Response, next: NextFunction): void {
  const id = randomUUID();
  res.setHeader('x-request-id', id);
  res.setHeader('cache-control', 'no-store');
  res.setHeader('x-content-type-options', 'nosniff');
  underWay.run(id, next);
}

function authenticate({ tokens }: Parts) {
  const reader = new TokenReader(tokens);
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(req.headers.authorization ?? '') ?? [];
    try {
      if (!token) throw new BadToken('send a bearer token in the Authorization header');
      (req as Authenticated).viewer = await reader.viewerOf(token);
      next();
    } catch (error) {
      if (!(error instanceof BadToken)) return next(error);
      res.setHeader('www-authenticate', 'Bearer realm="onepot"');
      refuse(res, 401, 'UNAUTHENTICATED', error.message);
    }
  };
}

function health(app: Express, hub: Hub): void {
  app.get('/health/live', (_req, res) => void res.json({ status: 'live' }));
  app.get('/health/ready', async (_req, res) => {
    try {
      await hub.ready();
      res.json({ status: 'ready' });
    } catch {
      res.status(503).json({ status: 'not ready' });
    }
  });
}

function notFound(_req: Request, res: Response): void {
  refuse(res, 404, 'NOT_FOUND', 'there is nothing at this address');
}

function failed(log: Logger) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    const { status, type } = error as { status?: number; type?: string };
    if (res.headersSent) {
      next(error);
    } else if (status === 413) {
      refuse(res, 413, 'PAYLOAD_TOO_LARGE', `the body is over ${BODY_LIMIT}`);
    } else if (status !== undefined && status >= 400 && status < 500) {
      const notJson = type === 'entity.parse.failed';
      const reason = notJson ? 'the body is not JSON' : 'the request is malformed';
      refuse(res, status, 'BAD_REQUEST', reason);
    } else {
      const masked = { message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
      const request = { id: underWay.getStore() ?? '', log };
      res.status(500).json({ errors: [shownError(masked, error, request)] });
    }
  };
}

function refuse(res: Response, status: number, code: string, message: string): void {
  res.status(status).json({ errors: [{ message, extensions: { code } }] });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const last = setTimeout(() => server.closeAllConnections(), 8000);
    server.close(() => {
      clearTimeout(last);
      resolve();
    });
    server.closeIdleConnections();
  });
}
