import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { Context } from '../schema/context.ts';
import { costOf } from '../schema/cost.ts';
import { shownError } from '../schema/errors.ts';
import { Executor } from '../schema/execute.ts';
import { limits, MOST_RECURSIVE_SELECTIONS, MOST_TOKENS } from '../schema/limits.ts';
import { schema } from '../schema/schema.ts';
import type { TokenSettings } from './access/token.ts';
import { counting, type OperationCounter, statusForPlainJson } from './apollo-plugins.ts';
import { faultOf } from './audit/fault.ts';
import { currentDeadline, Deadline, under, unlessPassed } from './db/deadline.ts';
import { graphiql } from './graphiql.ts';
import { health, type Running } from './health.ts';
import {
  answerBrokenRequests,
  currentRequestId,
  type HttpRefusal,
  headers,
  refusalOf,
  refuse,
} from './http-answers.ts';
import {
  type Authenticated,
  arrivesWithin,
  authenticate,
  BODY_LIMIT,
  jsonBody,
  limitRate,
  methods,
} from './http-checks.ts';
import type { Hub } from './hub.ts';
import { loadingInto } from './loading.ts';
import { Metrics } from './metrics.ts';
import type { Traces } from './traces.ts';
import { TrustedDocuments } from './trusted-documents.ts';
import type { PageParts } from './web/answer.ts';
import { pages } from './web/pages.ts';
import { openPrinter, type Printer } from './web/printer.ts';
import type { SignIn } from './web/sign-in.ts';
import { Uploads } from './web/uploads.ts';

/** A request that arrives more slowly is cut off, in milliseconds: its head, and the whole of it. */
const HEAD_ARRIVES_WITHIN = 10_000;
const REQUEST_ARRIVES_WITHIN = 12_000;
/** Somebody on a telephone sends a picture of a letter. */
const FILES_ARRIVE_WITHIN = 120_000;
/** Requests under way when the hub stops have so long; their own deadline comes sooner. */
const DRAINS_WITHIN = 7000;

export interface RunningServer {
  readonly url: string;
  /** Where the measurements are; null where they are not served. */
  readonly metricsUrl: string | null;
  /** Stops taking requests, lets those under way end, then closes. */
  stop(): Promise<void>;
}

/** How people get at the pages. */
export interface PageAccess {
  readonly signIn: SignIn;
  readonly secret: Uint8Array;
}

interface Parts {
  readonly hub: Hub;
  /** How people sign in to the pages, and what their sessions are sealed with; none are served without. */
  readonly pages?: PageAccess;
  readonly tokens: TokenSettings;
  readonly log: Logger;
}

type Prepared = Authenticated & { context: Context };

/** Serves the hub over HTTP. */
export async function serve(parts: Parts): Promise<RunningServer> {
  const { hub, log } = parts;
  const { config } = hub;
  const metrics = new Metrics(hub.serving);
  const traces = await startTraces(parts);
  const apollo = apolloServer(parts, traces ? [metrics, traces] : [metrics]);
  await apollo.start();
  const running: Running = { stopping: false };
  const printer = config.chromium === null ? null : openPrinter(config.chromium);
  const server = createServer(
    { connectionsCheckingInterval: 1000, requestTimeout: FILES_ARRIVE_WITHIN },
    application(parts, { apollo, metrics, traces, running, printer }),
  );
  server.headersTimeout = HEAD_ARRIVES_WITHIN;
  answerBrokenRequests(server);
  const measured = config.metrics ? await metrics.listen(config.metrics) : null;
  await listen(server, config.port, config.host);
  const { address, port } = server.address() as AddressInfo;
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}`,
    metricsUrl: measured?.url ?? null,
    stop: async () => {
      running.stopping = true;
      log.info('stopping');
      await closed(server);
      await apollo.stop();
      await printer?.close();
      await measured?.stop();
      await traces?.stop();
    },
  };
}

interface Serving {
  readonly apollo: ApolloServer<Context>;
  readonly metrics: Metrics;
  readonly traces: Traces | null;
  readonly running: Readonly<Running>;
  readonly printer: Printer | null;
}

/** Only a hub that traces loads what it takes. */
async function startTraces({ hub, log }: Parts): Promise<Traces | null> {
  const settings = hub.config.traces;
  if (settings === null) return null;
  const { Traces } = await import('./traces.ts');
  return new Traces(settings, hub.serving, log);
}

function application(parts: Parts, serving: Serving): Express {
  const { apollo, metrics, traces, running, printer } = serving;
  const { hub, tokens, log } = parts;
  const { config } = hub;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(headers, arrivesWithin(REQUEST_ARRIVES_WITHIN), metrics.requestTimer());
  if (traces) app.use(traces.requestSpan());
  health(app, hub, running);
  if (!config.production) app.use('/graphiql', methods('GET', 'HEAD'), graphiql());
  app.use(
    '/graphql',
    methods('GET', 'POST'),
    authenticate(tokens),
    limitRate(config.rateLimit),
    ...jsonBody(),
    withDeadline(config.requestSeconds * 1000),
    prepare(hub),
    expressMiddleware(apollo, { context: async ({ req }) => (req as Prepared).context }),
  );
  if (parts.pages) {
    app.use(pages(pageParts(parts, parts.pages, printer)));
  }
  app.use((_req, res) =>
    refuse(res, { status: 404, code: 'NOT_FOUND', message: 'there is nothing at this address' }),
  );
  app.use(failed(log));
  return app;
}

function pageParts(
  { hub, log }: Parts,
  { signIn, secret }: PageAccess,
  printer: Printer | null,
): PageParts {
  const loading = hub.config.databaseAppUrl === null ? loadingInto(hub.db) : null;
  return {
    hub: { ...hub, loading, uploads: new Uploads() },
    signIn,
    printer,
    sessions: { secret, idleMinutes: hub.config.sessionMinutes },
    deadline: withDeadline(hub.config.requestSeconds * 1000),
    requestId: currentRequestId,
    tellFault: (cause) =>
      log.error({ requestId: currentRequestId(), fault: faultOf(cause) }, 'a page failed'),
  };
}

function apolloServer(
  { hub, log }: Parts,
  counters: readonly OperationCounter[],
): ApolloServer<Context> {
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
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      operationChecks(hub),
      statusForPlainJson(),
      counting(counters),
    ],
    formatError: (formatted, error) =>
      shownError(formatted, error, { id: currentRequestId(), log }),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
}

/** Hands each operation to the hub's own executor, which has until the request's deadline. */
function executingGateway(): ApolloServerOptionsWithGateway<Context>['gateway'] {
  const executor = new Executor();
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async (request) => {
        const answer = executor.run({
          schema,
          document: request.document,
          operation: request.operation,
          hash: request.queryHash,
          operationName: request.operationName,
          variables: request.request.variables ?? {},
          context: request.context as Context,
        });
        return wholeOrRefused(unlessPassed(currentDeadline(), answer));
      },
    }),
    stop: async () => undefined,
  };
}

/** An answer of which a part is missing for lack of time or of the database is refused whole. */
async function wholeOrRefused(answer: Promise<ExecutionResult>): Promise<ExecutionResult> {
  const causes = await answer.then(
    ({ errors = [] }) => errors.map(({ originalError }) => originalError),
    (error: unknown) => [error],
  );
  for (const cause of causes) {
    const refusal = refusalOf(cause);
    if (refusal) throw graphqlError(refusal, cause);
  }
  return answer;
}

function graphqlError({ status, code, message, headers = {} }: HttpRefusal, cause?: unknown) {
  const http = { status, headers: new Map(Object.entries(headers)) };
  const originalError = cause instanceof Error ? cause : null;
  return new GraphQLError(message, { originalError, extensions: { code, http } });
}

/** Refuses, before anything is read, what is not a trusted document or costs too much. */
function operationChecks({ config }: Hub): ApolloServerPlugin<Context> {
  const { trustedDocuments, costLimits } = config;
  const trusted = trustedDocuments === null ? null : TrustedDocuments.read(trustedDocuments);
  return {
    requestDidStart: async () => {
      let cost: { readonly requested: number; readonly limit: number } | null = null;
      return {
        didResolveOperation: async ({ document, operation, request, contextValue }) => {
          if (trusted && !trusted.has(document)) {
            const message = 'only documents that this hub knows are answered';
            throw graphqlError({ status: 403, code: 'FORBIDDEN', message });
          }
          // Without an operation to run there is nothing to count; that is refused later.
          if (!operation) return;
          const variables = request.variables ?? {};
          const limit = costLimits[contextValue.viewer.role];
          cost = { requested: costOf({ schema, document, operation, variables }), limit };
          if (cost.requested <= limit) return;
          const message = `the operation costs ${cost.requested} and may cost ${limit}: ask for fewer fields or smaller pages`;
          throw graphqlError({ status: 400, code: 'COST_LIMIT', message });
        },
        willSendResponse: async ({ response: { body } }) => {
          if (cost && body.kind === 'single') {
            body.singleResult.extensions = { ...body.singleResult.extensions, cost };
          }
        },
      };
    },
  };
}

/** Gives the rest of the request so long; a client that goes away ends it too. */
function withDeadline(milliseconds: number) {
  return (_req: Request, res: Response, next: NextFunction): void => {
    const deadline = new Deadline(milliseconds);
    res.once('finish', () => deadline.end());
    res.once('close', () => {
      if (!res.writableFinished) deadline.pass();
    });
    under(deadline, next);
  };
}

function prepare(hub: Hub) {
  return async (req: Request, _res: Response, next: NextFunction): Promise<void> => {
    const today = await unlessPassed(currentDeadline(), hub.today());
    const { viewer } = req as Authenticated;
    (req as Prepared).context = new Context(hub, viewer, today, currentRequestId());
    next();
  };
}

const MALFORMED: HttpRefusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'the request is malformed',
};

/** What the body's reader or express itself refuses, by status or by kind. */
const UNREADABLE: Readonly<Record<string, Omit<HttpRefusal, 'status'>>> = {
  413: { code: 'PAYLOAD_TOO_LARGE', message: `the body is over ${BODY_LIMIT}` },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'send the body as JSON in UTF-8' },
  'entity.parse.failed': { code: 'BAD_REQUEST', message: 'the body is not JSON' },
};

function failed(log: Logger) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const { status, type } = error as { status?: number; type?: string };
    if (status !== undefined && status >= 400 && status < 500) {
      const reason = UNREADABLE[type ?? ''] ?? UNREADABLE[status];
      refuse(res, { ...MALFORMED, status, ...reason });
      return;
    }
    const refusal = refusalOf(error);
    const request = { id: currentRequestId(), log };
    if (refusal) {
      log.warn({ requestId: request.id, fault: faultOf(error) }, 'a request was refused');
      refuse(res, refusal);
      return;
    }
    const masked: GraphQLFormattedError = {
      message: '',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
    res.status(500).json({ errors: [shownError(masked, error, request)] });
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const last = setTimeout(() => server.closeAllConnections(), DRAINS_WITHIN);
    // A connection whose request has ended is kept open for the client's next one.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(last);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
