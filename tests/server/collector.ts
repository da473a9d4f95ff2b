import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP writes it in JSON; kind 2 is a server's, 3 a client's; status 2 is an error. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A collector of traces on loopback. */
export interface Collector {
  readonly url: string;
  /** Everything that was sent to it: addresses, headers and bodies. */
  raw(): string;
  /** The service that each batch came from. */
  services(): unknown[];
  spans(): Span[];
  close(): Promise<void>;
}

/** Takes in traces; or takes them and never answers, or refuses them. */
export async function openCollector(manner?: 'silent' | 'refusing'): Promise<Collector> {
  let raw = '';
  const batches: Batch[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    raw += `${req.url} ${JSON.stringify(req.headers)} ${body}\n`;
    if (manner === 'silent') return;
    if (manner === 'refusing') return void res.writeHead(400).end();
    batches.push(...(JSON.parse(body) as { resourceSpans: Batch[] }).resourceSpans);
    res.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    raw: () => raw,
    services: () => batches.map(({ resource }) => valuesOf(resource.attributes)['service.name']),
    spans: () =>
      batches
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
        .map((span) => ({ ...span, attributes: valuesOf(span.attributes) })),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Attributes = readonly { readonly key: string; readonly value: Readonly<Value> }[];

interface Batch {
  readonly resource: { readonly attributes: Attributes };
  readonly scopeSpans: readonly {
    readonly spans: readonly (Omit<Span, 'attributes'> & { readonly attributes: Attributes })[];
  }[];
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly arrayValue?: { readonly values: readonly Value[] };
}

function valuesOf(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
}

function plain({ stringValue, intValue, arrayValue }: Value): unknown {
  return stringValue ?? intValue ?? arrayValue?.values.map(plain);
}
