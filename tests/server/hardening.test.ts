import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecord } from '../../src/people/openings.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, DELIVERIES, ME } from '../support/queries.ts';
import { codeOf, serveTest, type TestServer } from './serving.ts';

let hub: TestHub;
let server: TestServer;

beforeAll(async () => {
  hub = await openTestHub();
  server = await serveTest(hub);
});
afterAll(async () => {
  await server.stop();
  await hub.close();
});

const ROLE = { query: '{ viewer { role } }' };

/** A server of other settings, for one test. */
async function withServer(
  change: Parameters<typeof serveTest>[1],
  work: (other: TestServer) => Promise<void>,
  claims?: Parameters<typeof serveTest>[3],
): Promise<void> {
  const other = await serveTest(hub, change, {}, claims);
  try {
    await work(other);
  } finally {
    await other.stop();
  }
}

describe('every HTTP mistake is answered in JSON', () => {
  const ask = (init: RequestInit, path = '/graphql') =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${server.token}`, ...init.headers },
    });

  it.each<[string, RequestInit, number, string]>([
    ['another method', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
    ['a preflight', { method: 'OPTIONS' }, 405, 'METHOD_NOT_ALLOWED'],
    ['text', { method: 'POST', body: '{ viewer { role } }' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'another charset',
      {
        method: 'POST',
        body: '{"query":"{ viewer { role } }"}',
        headers: { 'content-type': 'application/json; charset=latin1' },
      },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a GET that another site could send', { method: 'GET' }, 400, 'BAD_REQUEST'],
    ['a GET that wants a page', { headers: { accept: 'text/html' } }, 400, 'BAD_REQUEST'],
  ])('%s', async (_what, init, status, code) => {
    const response = await ask(init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('json');
    expect(await codeOf(response)).toBe(code);
  });

  it('405 says what is allowed, on every address', async () => {
    const response = await ask({ method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect((await ask({ method: 'POST' }, '/health/live')).headers.get('allow')).toBe('GET, HEAD');
  });

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400],
    ['headers too large', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s', async (_what, sent, status) => {
    const { answer } = await raw(server, (write) => write(sent));
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).toMatch(/x-request-id: [0-9a-f-]{36}/);
    const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    expect(body.errors[0].extensions.code).toMatch(/^[A-Z_]+$/);
  });

  it('allows no other site, and says how a page may use it', async () => {
    const response = await server.post(ROLE, { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

/** What the server sends on a connection until it closes it, and after how long in milliseconds. */
function raw(
  { url }: TestServer,
  speak: (write: (text: string) => void) => unknown,
): Promise<{ answer: string; after: number }> {
  const { hostname, port } = new URL(url);
  const started = performance.now();
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname);
    socket.on('connect', () => speak((text) => socket.writable && socket.write(text)));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, after: performance.now() - started }));
  });
}

describe('a byte a second', () => {
  it.each([
    ['of the head', () => 'POST /graphql HTTP/1.1\r\nhost: a\r\nx-slow: '],
    [
      'of the body',
      () =>
        `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${server.token}\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n`,
    ],
  ])('%s is closed within 15 seconds', async (_what, head) => {
    let timer: NodeJS.Timeout | undefined;
    const { answer, after } = await raw(server, (write) => {
      write(head());
      timer = setInterval(() => write(' '), 1000);
    });
    clearInterval(timer);
    expect(after).toBeLessThan(15_000);
    expect(answer).toContain('408');
  });
});

describe('requests of one subject', () => {
  it('are refused with 429 when they come too fast, and another subject’s are not', async () => {
    const rateLimit = { burst: 3, perSecond: 0.5 };
    await withServer({ rateLimit }, async (slow) => {
      const answers = [];
      for (let at = 0; at < 4; at += 1) answers.push(await slow.post(ROLE));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      expect(answers[3]?.headers.get('retry-after')).toBe('2');
      expect(await codeOf(answers[3] as Response)).toBe('TOO_MANY_REQUESTS');
      expect((await fetch(`${slow.url}/health/live`)).status).toBe(200);
    });
  });
});

describe('the cost of an operation', () => {
  const operator = { role: 'operator', subject: 'operator' } as const;

  it('is told in each answer', async () => {
    const body = await (await server.post(ROLE)).json();
    expect(body).toMatchObject({ extensions: { cost: { requested: 2, limit: 5000 } } });
  });

  it('is refused above the role’s limit before any statement is sent', async () => {
    // deliveries 1, nodes 100 × (1 + id … receivedAt 7, organisation { code } 2,
    // rejects 1 + nodes 10 × 5 = 51): 1 + 100 × 61.
    const requested = 6101;
    const costLimits = { ...hub.config.costLimits, operator: requested };
    const body = { query: DELIVERIES, variables: { first: 100 } };
    await withServer(
      { costLimits },
      async (exact) => {
        const answer = await (await exact.post(body)).json();
        expect(answer).toMatchObject({ extensions: { cost: { requested, limit: requested } } });
        expect(answer).not.toHaveProperty('errors');
      },
      operator,
    );
    costLimits.operator = requested - 1;
    await withServer(
      { costLimits },
      async (strict) => {
        hub.statements.length = 0;
        const response = await strict.post(body);
        expect(response.status).toBe(400);
        const answer = await response.json();
        expect(answer).toMatchObject({
          errors: [{ extensions: { code: 'COST_LIMIT' } }],
          extensions: { cost: { requested, limit: requested - 1 } },
        });
        expect(hub.statements).toEqual([]);
      },
      operator,
    );
  });

  it('lets every page of the contract through, and a page out of bounds to its own refusal', async () => {
    const claims = { role: 'care-team', subject: 'worker' } as const;
    await withServer(
      {},
      async (team) => {
        const page = (first: number) =>
          team.post({ query: CASELOAD, variables: { first, year: '2025-26' } });
        expect((await page(100)).status).toBe(200);
        const refused = await page(1_000_000);
        expect(await codeOf(refused)).toBe('BAD_USER_INPUT');
      },
      claims,
    );
  });
});

describe('a document that is made to take long', () => {
  const fanOut = (levels: number, use: (next: string) => string) =>
    `{ viewer { ...f0 } } ${Array.from({ length: levels }, (_, at) => `fragment f${at} on Viewer { ${use(`...f${at + 1}`)} }`).join(' ')} fragment f${levels} on Viewer { role }`;

  it.each([
    ['sixty fragments that use each other twice', fanOut(60, (next) => `${next} ${next}`)],
    ['fragments that rename through each other', fanOut(5, (next) => `a: role ${next} ${next}`)],
  ])('%s is refused at once', async (_what, query) => {
    const started = performance.now();
    const response = await server.post({ query });
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('with trusted documents only', () => {
  it('the manifest’s documents are answered, however they are spaced, and others are not', async () => {
    await withServer({ trustedDocuments: 'documents/manifest.json' }, async (strict) => {
      const variables = { year: '2025-26' };
      for (const query of [ME, `# mine\n${ME.replaceAll(' ', '\n ')}`]) {
        const response = await strict.post({ query, variables });
        expect(response.status).toBe(200);
        expect(await response.json()).not.toHaveProperty('errors');
      }
      const refused = await strict.post(ROLE, { accept: 'application/json' });
      expect(refused.status).toBe(403);
      expect(await codeOf(refused)).toBe('FORBIDDEN');
    });
  });

  it('a hub without a manifest does not start', async () => {
    const trustedDocuments = '/nowhere/manifest.json';
    await expect(serveTest(hub, { trustedDocuments })).rejects.toThrow(/npm run documents/);
  });
});

describe('measurements', () => {
  it('have a port of their own and tell of no person, subject or operation name', async () => {
    await withServer({ metrics: { host: '127.0.0.1', port: 0 } }, async (measured) => {
      await measured.post({ query: 'query SecretName { viewer { role } }' });
      await measured.post({ query: '{ nothing }' });
      await fetch(`${measured.url}/people/9990000018`);
      const response = await fetch(measured.metricsUrl as string);
      const text = await response.text();
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(text).toMatch(
        /graphql_operations_total\{graphql_operation_type="query",outcome="OK"\} 1/,
      );
      expect(text).toContain('outcome="GRAPHQL_VALIDATION_FAILED"');
      expect(text).toMatch(
        /http_server_request_duration_seconds_count\{http_request_method="POST",http_route="\/graphql",http_response_status_code="200"\} 1/,
      );
      expect(text).not.toMatch(/9990000018|SecretName|subject|ann"/);
      expect((await fetch(`${measured.url}/metrics`)).status).toBe(404);
    });
  });

  it('count the emergencies that nobody has reviewed, to be alerted by', async () => {
    const said = async (url: string) =>
      /onepot_break_glass_unreviewed (\d+)/.exec(await (await fetch(url)).text())?.[1];
    await withServer({ metrics: { host: '127.0.0.1', port: 0 } }, async (measured) => {
      const url = measured.metricsUrl as string;
      expect(await said(url)).toBe('0');
      const number = '9990000018';
      const file = cldFile({ 'NHS Number': number, 'LA Person Unique Identifier': 'P1' });
      expect((await hub.receive('social-care-cld', 'E08000039', file)).status).toBe('LOADED');
      const nurse = { role: 'care-team', subject: 'nurse', nhsNumber: null } as const;
      const request = { kind: 'BREAK_GLASS', reason: 'found unwell', requestId: null } as const;
      const key = { nhsNumber: number as NhsNumber };
      await openRecord(hub.db, { ...nurse, organisation: 'RHQ' }, { ...request, key }, hub.day);
      expect(await said(url)).toBe('1');
    });
  });
});
