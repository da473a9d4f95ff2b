import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { type ExportResult, ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { faultOf } from './audit/fault.ts';
import type { Database } from './db/database.ts';
import { currentRequestId } from './http-answers.ts';
import { methodOf, routeOf, statusOf } from './metrics.ts';

type RootSampler = 'always_on' | 'always_off' | 'traceidratio';

/** Where traces go, and of which requests; the names are those of OpenTelemetry. */
export interface TraceSettings {
  /** A collector's address for OTLP over HTTP, to which `/v1/traces` is added. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly sampler: RootSampler | `parentbased_${RootSampler}`;
  /** The share of requests that `traceidratio` takes, from 0 to 1. */
  readonly ratio: number;
}

/** What is not sent by then when the hub stops is lost, so that a silent collector holds up nothing. */
const FLUSHES_WITHIN = 1500;

/**
 * A span for each request and, below it, one for each statement that the request sends, by
 * OpenTelemetry's conventions. A span carries nothing of a person and nothing that a client chose:
 * no address (it may hold an id), no operation name, no document, no statement's text or values, no
 * error's message. Of the caller's own trace only the ids are taken over, not its `tracestate`.
 */
export class Traces {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;
  private readonly stopTiming: () => void;
  private readonly underWay = new AsyncLocalStorage<Span>();

  constructor(settings: TraceSettings, db: Database, log: Logger) {
    const exporter = new ToldExporter(
      { url: `${settings.endpoint.replace(/\/$/, '')}/v1/traces` },
      log,
    );
    this.provider = new TracerProvider({
      resource: defaultResource()
        .merge(detectResources({ detectors: [envDetector] }))
        .merge(resourceFromAttributes({ 'service.name': settings.serviceName })),
      sampler: SAMPLERS[settings.sampler](settings.ratio),
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    });
    this.tracer = this.provider.getTracer('onepot');
    this.stopTiming = db.time((name) => this.statement(name));
  }

  /** Traces each request, with all that it starts. */
  requestSpan() {
    return (req: Request, res: Response, next: NextFunction): void => {
      const method = methodOf(req);
      const route = routeOf(req.path);
      const verb = method === '_OTHER' ? 'HTTP' : method;
      const attributes = {
        'http.request.method': method,
        'http.response.header.x-request-id': [currentRequestId()],
        'url.scheme': 'http',
        ...(route === null ? {} : { 'http.route': route }),
      };
      const name = route === null ? verb : `${verb} ${route}`;
      const options = { kind: SpanKind.SERVER, attributes };
      const span = this.tracer.startSpan(name, options, callerOf(req));
      res.once('close', () => {
        const status = statusOf(res);
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) fail(span, `${status}`);
        span.end();
      });
      this.underWay.run(span, next);
    };
  }

  /** Notes of the request under way what it asked for; `outcome` is one of the hub's own codes. */
  operation(type: string, outcome: string): void {
    this.underWay
      .getStore()
      ?.setAttributes({ 'graphql.operation.type': type, 'onepot.outcome': outcome });
  }

  /** Sends what is left. Never fails, and takes no longer than a second and a half. */
  async stop(): Promise<void> {
    this.stopTiming();
    const sent = this.provider.shutdown().catch(() => undefined);
    await Promise.race([sent, sleep(FLUSHES_WITHIN, undefined, { ref: false })]);
  }

  /**
   * A statement of no request has no span: a command's, one that seals, one that keeps the reads of
   * several requests at once.
   */
  private statement(name: string): ((failure: unknown) => void) | undefined {
    const request = this.underWay.getStore();
    if (!request?.isRecording()) return undefined;
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name };
    const options = { kind: SpanKind.CLIENT, attributes };
    const span = this.tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, request));
    return (failure) => {
      if (failure !== undefined) fail(span, kindOf(failure));
      span.end();
    };
  }
}

/** The caller's own span, as its `traceparent` names it. */
function callerOf(req: Request): Context {
  const { traceparent } = req.headers;
  const caller = typeof traceparent === 'string' ? parseTraceParent(traceparent) : null;
  return caller ? trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true }) : ROOT_CONTEXT;
}

function fail(span: Span, kind: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', kind);
}

/** The database's code or the class of an error; never its message. */
function kindOf(failure: unknown): string {
  const { name, code } = faultOf(failure);
  return typeof code === 'string' ? code : name;
}

const withCaller = (root: Sampler) => new ParentBasedSampler({ root });

const SAMPLERS: Readonly<Record<TraceSettings['sampler'], (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => withCaller(new AlwaysOnSampler()),
  parentbased_always_off: () => withCaller(new AlwaysOffSampler()),
  parentbased_traceidratio: (ratio) => withCaller(new TraceIdRatioBasedSampler(ratio)),
};

/** Tells the log when traces cannot be sent, once until they can be again. */
class ToldExporter extends OTLPTraceExporter {
  private failing = false;

  constructor(
    config: ConstructorParameters<typeof OTLPTraceExporter>[0],
    private readonly log: Logger,
  ) {
    super(config);
  }

  override export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    super.export(spans, (result) => {
      const failed = result.code !== ExportResultCode.SUCCESS;
      if (failed && !this.failing) {
        this.log.warn({ fault: faultOf(result.error) }, 'traces could not be sent');
      }
      this.failing = failed;
      done(result);
    });
  }
}
