import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { unreviewedEmergencies } from './access/openings-store.ts';
import type { Database } from './db/database.ts';

/** The routes that are named in measurements; anything else is one, so that labels stay few. */
const ROUTES = ['/graphql', '/graphiql', '/health/live', '/health/ready'];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What the hub measures of itself, by the names of OpenTelemetry's conventions as Prometheus writes
 * them. No label carries an id, a subject, or a name that a client has given.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Histogram;
  private readonly active: Gauge;
  private readonly operations: Counter;

  constructor(db: Database) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'How long requests took.',
      labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
      buckets: SECONDS,
      registers,
    });
    this.active = new Gauge({
      name: 'http_server_active_requests',
      help: 'Requests under way.',
      registers,
    });
    this.operations = new Counter({
      name: 'graphql_operations_total',
      help: 'Operations by their kind and the code of their first error, or OK.',
      labelNames: ['graphql_operation_type', 'outcome'],
      registers,
    });
    measureConnections(db, registers);
    measureEmergencies(db, registers);
  }

  /** Measures each request. */
  requestTimer() {
    return (req: Request, res: Response, next: NextFunction): void => {
      const stop = this.requests.startTimer();
      this.active.inc();
      const route = routeOf(req.path) ?? 'other';
      res.once('close', () => {
        this.active.dec();
        stop({
          http_request_method: methodOf(req),
          http_route: route,
          http_response_status_code: statusOf(res),
        });
      });
      next();
    };
  }

  /** Counts an operation; `outcome` is one of the hub's own error codes. */
  operation(type: string, outcome: string): void {
    this.operations.inc({ graphql_operation_type: type, outcome });
  }

  /** Serves them on a port of their own. */
  async listen(place: { readonly host: string; readonly port: number }): Promise<MetricsServer> {
    const server = createServer(async (req, res) => {
      res.setHeader('x-content-type-options', 'nosniff');
      if (req.url !== '/metrics' || req.method !== 'GET') return void res.writeHead(404).end();
      const text = await this.registry.metrics();
      res.writeHead(200, { 'content-type': this.registry.contentType }).end(text);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(place.port, place.host, resolve);
    });
    const { address, port } = server.address() as AddressInfo;
    const host = address.includes(':') ? `[${address}]` : address;
    return {
      url: `http://${host}:${port}/metrics`,
      stop: () => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(() => resolve()));
      },
    };
  }
}

export interface MetricsServer {
  readonly url: string;
  stop(): Promise<void>;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The request's method, or one word for all those that are not HTTP's own. */
export function methodOf({ method }: Request): string {
  return METHODS.has(method) ? method : '_OTHER';
}

/** The named route that the path belongs to; null where it belongs to none. */
export function routeOf(path: string): string | null {
  return ROUTES.find((route) => path === route || path.startsWith(`${route}/`)) ?? null;
}

/** How the request ended: 499, as Nginx has it, for a client that went before its answer came. */
export function statusOf(res: Response): number {
  return res.writableFinished ? res.statusCode : 499;
}

/** To be alerted by: a database that does not answer leaves the measurement out. */
function measureEmergencies(db: Database, registers: Registry[]): void {
  const gauge = new Gauge({
    name: 'onepot_break_glass_unreviewed',
    help: 'Records opened in an emergency that nobody has reviewed yet.',
    registers,
    collect: async () => {
      const count = await unreviewedEmergencies(db).catch(() => null);
      if (count === null) gauge.reset();
      else gauge.set(count);
    },
  });
}

function measureConnections({ load }: Database, registers: Registry[]): void {
  if (!load) return;
  const gauge = new Gauge({
    name: 'db_client_connection_count',
    help: 'Connections in use, by what they are kept for.',
    labelNames: ['db_client_connection_pool_name'],
    registers,
    collect: () => {
      for (const [name, { inUse }] of Object.entries(load())) gauge.set(labelOf(name), inUse);
    },
  });
  const pending = new Gauge({
    name: 'db_client_connection_pending_requests',
    help: 'Work that waits for a connection.',
    labelNames: ['db_client_connection_pool_name'],
    registers,
    collect: () => {
      for (const [name, { waiting }] of Object.entries(load())) pending.set(labelOf(name), waiting);
    },
  });
}

const labelOf = (name: string) => ({ db_client_connection_pool_name: name });
