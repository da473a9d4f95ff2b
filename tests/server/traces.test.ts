import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, type StatementTimer, sql } from '../../src/db/database.ts';
import type { Hub } from '../../src/hub.ts';
import type { TraceSettings } from '../../src/traces.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { ended, makePlace, type Place, said } from '../commands/place.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { PERSON_BUDGET } from '../support/queries.ts';
import { type Collector, openCollector, type Span } from './collector.ts';
import { ANN, serveTest, type TestServer } from './serving.ts';

/** The caller's own trace, and its span that asks. */
const TRACE = 'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb';
const CALLER = 'cccccccccccccccc';
const SAMPLED = { traceparent: `00-${TRACE}-${CALLER}-01` };

let hub: TestHub;
let collector: Collector;

beforeAll(async () => {
  hub = await openTestHub();
  await hub.receive('social-care-cld', 'E08000039', cldFile({}));
  await hub.receive(
    'local-awards',
    'E08000039',
    textOf([{ ...AWARD, 'Date of Birth': '1950-01-01' }]),
  );
});
afterAll(() => hub.close());
beforeEach(async () => {
  collector = await openCollector();
});
afterEach(() => collector.close());

const settingsFor = (endpoint: string): TraceSettings => ({
  endpoint,
  serviceName: 'onepot',
  sampler: 'parentbased_always_on',
  ratio: 1,
});

/** What the collector has of a server that did this work and stopped. */
async function traced(
  work: (server: TestServer) => Promise<unknown>,
  change: Partial<TraceSettings> = {},
  parts: Partial<Hub> = {},
): Promise<Span[]> {
  const traces = { ...settingsFor(collector.url), ...change };
  const server = await serveTest(hub, { traces }, parts);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
  return collector.spans();
}

const BUDGET = {
  query: PERSON_BUDGET,
  variables: { nhsNumber: ANN, year: '2025-26' },
};
const WHO = {
  query:
    'query Secret($n: NhsNumber!) { person(by: { nhsNumber: $n }) { id nhsNumber name { full } } }',
  variables: { n: ANN },
};
const ROLE = { query: '{ viewer { role } }' };
const isRequest = ({ kind }: Span) => kind === 2;

describe('a trace', () => {
  it('has a span for the request, below the caller’s, and one for each statement below that', async () => {
    let id: string | null = null;
    const spans = await traced(async (server) => {
      hub.statements.length = 0;
      const response = await server.post(BUDGET, SAMPLED);
      id = response.headers.get('x-request-id');
      expect(await response.text()).toContain('521429');
    });
    const [request, ...more] = spans.filter(isRequest) as [Span];
    expect(more).toEqual([]);
    expect(request).toMatchObject({ name: 'POST /graphql', traceId: TRACE, parentSpanId: CALLER });
    expect(request.status).toEqual({ code: 0 });
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'http.response.header.x-request-id': [id],
      'url.scheme': 'http',
      'graphql.operation.type': 'query',
      'onepot.outcome': 'OK',
    });

    const statements = spans.filter((span) => !isRequest(span));
    // Reads of many requests are kept by one statement, which is no single one's.
    const ofRequest = hub.statements.filter((name) => name !== 'audit.keep-reads');
    expect(ofRequest).toContain('people.visible-person');
    expect(statements.map(({ name }) => name).sort()).toEqual(ofRequest.sort());
    for (const span of statements) {
      expect(span).toMatchObject({ kind: 3, traceId: TRACE, parentSpanId: request.spanId });
      expect(span.attributes).toEqual({
        'db.system.name': 'postgresql',
        'db.operation.name': span.name,
      });
      expect(BigInt(span.startTimeUnixNano)).toBeGreaterThanOrEqual(
        BigInt(request.startTimeUnixNano),
      );
      expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(request.endTimeUnixNano));
    }
    expect(new Set(collector.services())).toEqual(new Set(['onepot']));
    expect(collector.raw()).toContain('/v1/traces ');
  });

  it('of requests at the same time has the statements of each below its own', async () => {
    const spans = await traced((server) => Promise.all([server.post(WHO), server.post(WHO)]));
    const requests = spans.filter(isRequest);
    expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(2);
    const names = requests.map((request) => {
      expect(request.parentSpanId).toBeUndefined();
      const below = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
      return below.map(({ name }) => name).sort();
    });
    expect(names[0]).toContain('people.visible-person');
    expect(names[0]).toEqual(names[1]);
  });

  it('carries nothing of a person, nor anything that a client has named', async () => {
    const spans = await traced(async (server) => {
      const state = { ...SAMPLED, tracestate: `who=${ANN}`, baggage: `who=${ANN}` };
      expect(await (await server.post(WHO, state)).text()).toContain('Barraclough');
      await server.post({ query: `query Secret { person(by: { nhsNumber: "${ANN}1" }) { id } }` });
      await server.post({ query: `{ Secret }` }, { 'user-agent': ANN });
      const asked = { headers: { referer: ANN }, redirect: 'manual' as const };
      await fetch(`${server.url}/people/${ANN}?name=Barraclough`, asked);
      await fetch(`${server.url}/health/live?${ANN}`, { method: 'POST' });
    });
    const names = spans.filter(isRequest).map(({ name }) => name);
    expect(names.sort()).toEqual([
      'GET',
      ...['POST /graphql', 'POST /graphql', 'POST /graphql', 'POST /health/live'],
    ]);
    const ids = await hub.db.rows<{ id: string }>('test.ids', sql`select id from identities`);
    expect(ids.length).toBeGreaterThan(1);
    const secrets = [ANN, ...['Barraclough', 'Jean', '1950-01-01', 'S1 2HH', 'Secret', '"ann"']];
    for (const secret of [...secrets, 'select', ...ids.map(({ id }) => id)]) {
      expect(collector.raw(), secret).not.toContain(secret);
    }
  });

  it('says of a statement that failed its code, and not in words', async () => {
    const failure = Object.assign(new Error(`broken for ${ANN}`), { code: 'XX001' });
    let timer: StatementTimer = () => undefined;
    const db: Database = {
      ...hub.serving,
      time: (given) => {
        timer = given;
        return () => undefined;
      },
      together: async (...statements) => {
        for (const { name } of statements) timer(name)?.(failure);
        throw failure;
      },
    };
    const spans = await traced((server) => server.post(WHO), {}, { serving: db });
    const [request] = spans.filter(isRequest);
    expect(request?.attributes['onepot.outcome']).toBe('INTERNAL_SERVER_ERROR');
    const failed = spans.filter(({ kind }) => kind === 3);
    expect(failed.length).toBeGreaterThan(0);
    for (const { status, attributes } of failed) {
      expect(status).toEqual({ code: 2 });
      expect(attributes['error.type']).toBe('XX001');
    }
    expect(collector.raw()).not.toMatch(new RegExp(`broken|${ANN}`));
  });

  it('says of a request that was not answered its status', async () => {
    const ready = () => Promise.reject(new Error('the database is away'));
    const spans = await traced(({ url }) => fetch(`${url}/health/ready`), {}, { ready });
    expect(spans).toMatchObject([
      {
        name: 'GET /health/ready',
        status: { code: 2 },
        attributes: { 'http.response.status_code': 503, 'error.type': '503' },
      },
    ]);
  });
});

describe('which requests are traced', () => {
  const unsampled = { traceparent: SAMPLED.traceparent.replace(/01$/, '00') };

  it.each([
    ['parentbased_always_on', 1, [SAMPLED, {}]],
    ['always_on', 1, [SAMPLED, unsampled, {}]],
    ['parentbased_always_off', 1, [SAMPLED]],
    ['always_off', 1, []],
    ['traceidratio', 0, []],
    ['parentbased_traceidratio', 0, [SAMPLED]],
  ] as const)('%s at %d', async (sampler, ratio, expected) => {
    const spans = await traced(
      async (server) => {
        for (const headers of [SAMPLED, unsampled, {}]) await server.post(ROLE, headers);
      },
      { sampler, ratio },
    );
    expect(spans.filter(isRequest)).toHaveLength(expected.length);
  });

  it('and a traceparent that is none begins a trace', async () => {
    const spans = await traced((server) => server.post(ROLE, { traceparent: `00-${ANN}-1-01` }));
    expect(spans.filter(isRequest).map(({ parentSpanId }) => parentSpanId)).toEqual([undefined]);
    expect(collector.raw()).not.toContain(ANN);
  });
});

describe('a collector that is not there', () => {
  it('holds up neither answers nor the end', async () => {
    const { url } = collector;
    await collector.close();
    const server = await serveTest(hub, { traces: settingsFor(url) });
    expect((await server.post(ROLE)).status).toBe(200);
    const started = performance.now();
    await server.stop();
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('nor does one that never answers', async () => {
    const silent = await openCollector('silent');
    const server = await serveTest(hub, { traces: settingsFor(silent.url) });
    expect((await server.post(ROLE)).status).toBe(200);
    const started = performance.now();
    await server.stop();
    expect(performance.now() - started).toBeLessThan(3000);
    expect(silent.raw()).toContain('POST /graphql');
    await silent.close();
  });

  it('is told of once in the log, however many batches are lost', async () => {
    const refusing = await openCollector('refusing');
    const server = await serveTest(hub, { traces: settingsFor(refusing.url) });
    // A batch is of 512 spans.
    for (let asked = 0; asked < 1100; asked += 1) await fetch(`${server.url}/health/live`);
    await server.stop();
    expect(refusing.raw().match(/v1\/traces /g)?.length).toBeGreaterThan(1);
    expect(server.logged().match(/traces could not be sent/g)).toHaveLength(1);
    expect(server.logged()).not.toContain(refusing.url);
    await refusing.close();
  });
});

describe('a hub of its own', () => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace('made');
    // Writes down what of OpenTelemetry's SDK the hub loads.
    const hooks = `import { appendFileSync } from 'node:fs';
      export async function resolve(specifier, context, next) {
        const isOfSdk = specifier.startsWith('@opentelemetry/') && specifier !== '@opentelemetry/api';
        if (isOfSdk) appendFileSync(${JSON.stringify(loads())}, specifier + '\\n');
        return next(specifier, context);
      }`;
    await place.file('hooks.mjs', hooks);
    const register = `import { register } from 'node:module'; register('./hooks.mjs', import.meta.url);`;
    const path = await place.file('register.mjs', register);
    place.env.NODE_OPTIONS = `--import ${pathToFileURL(path)}`;
  });
  afterAll(() => place.remove());
  const loads = () => join(place.folder, 'loaded.txt');

  async function run(): Promise<string> {
    await writeFile(loads(), '');
    const child = await place.start('src/main.js');
    const [, url = ''] = await said(child, /ready on (http:\/\/\S+)/);
    await fetch(`${url}/health/ready`);
    child.kill('SIGTERM');
    expect(await ended(child)).toEqual({ exit: 0, signal: null });
    return readFile(loads(), 'utf8');
  }

  it('without a collector loads nothing of it', async () => {
    expect(await run()).toBe('');
  });

  it('with one has sent its spans when it has stopped', async () => {
    place.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
    place.env.OTEL_SERVICE_NAME = 'hub-of-a-test';
    expect(await run()).toContain('@opentelemetry/sdk-trace');
    expect(collector.services()).toEqual(['hub-of-a-test']);
    const [request] = collector.spans().filter(isRequest);
    expect(request?.name).toBe('GET /health/ready');
    const below = collector.spans().filter(({ parentSpanId }) => parentSpanId === request?.spanId);
    expect(below.map(({ name }) => name)).toContain('db.applied-migrations');
  });
});
