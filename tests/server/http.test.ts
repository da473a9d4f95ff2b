import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTokens, signDemoToken } from '../../src/access/demo-key.ts';
import { type RunningServer, serve } from '../../src/server.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testLog } from '../support/overheard.ts';
import { PERSON_BUDGET } from '../support/queries.ts';

const ANN = '9990000018';

let hub: TestHub;
let server: RunningServer;
let token: string;
let logged: () => string;

beforeAll(async () => {
  hub = await openTestHub();
  await hub.receive('social-care-cld', 'E08000039', cldFile({}));
  const { log, logged: said } = testLog();
  logged = said;
  const tokens = await demoTokens(hub.folder);
  server = await serve({ hub: { ...hub, config: { ...hub.config, port: 0 } }, tokens, log });
  token = await signDemoToken(hub.folder, { role: 'holder', subject: 'ann', nhsNumber: ANN });
});
afterAll(async () => {
  await server.stop();
  await hub.close();
});

interface Asked {
  readonly query: string;
  readonly variables?: object;
}

function post(body: Asked | string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The extensions of an answer's first error. */
function errorOf(text: string): { code: string; requestId?: string } {
  return JSON.parse(text).errors[0].extensions;
}

const budget = { query: PERSON_BUDGET, variables: { nhsNumber: ANN, year: '2025-26' } };

describe('an answer', () => {
  it('is the same when the document runs as it stands and when it runs compiled', async () => {
    const [first, second, third] = [await post(budget), await post(budget), await post(budget)];
    const texts = await Promise.all([first.text(), second.text(), third.text()]);
    expect(first.status).toBe(200);
    expect(texts[0]).toContain('521429');
    expect(new Set(texts).size).toBe(1);
  });

  it('carries a request id, is not stored, and names no software', async () => {
    const { headers } = await post(budget);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('a token is refused', () => {
  const sign = async (change: (jwt: SignJWT) => SignJWT): Promise<string> => {
    const { privateKey } = await generateKeyPair('ES256');
    const jwt = new SignJWT({ role: 'holder' })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('ann')
      .setIssuer('https://onepot.example/demonstration')
      .setAudience('onepot')
      .setIssuedAt()
      .setExpirationTime('1h');
    return change(jwt).sign(privateKey);
  };

  it.each([
    ['without one', async () => ''],
    ['when it is no token', async () => 'Bearer nonsense'],
    ['signed by another key', async () => `Bearer ${await sign((jwt) => jwt)}`],
    ['of another kind', async () => 'Basic YWJjOmRlZg=='],
  ])('%s', async (_why, authorization) => {
    const response = await post(budget, { authorization: await authorization() });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(errorOf(await response.text()).code).toBe('UNAUTHENTICATED');
  });
});

describe('bad requests', () => {
  const codeOf = async (response: Response) => errorOf(await response.text()).code;

  it('a malformed NHS number is the caller’s fault, and is not repeated', async () => {
    const variables = { nhsNumber: '9990000019', year: '2025-26' };
    for (let time = 0; time < 3; time += 1) {
      const response = await post({ query: PERSON_BUDGET, variables });
      const text = await response.text();
      expect(JSON.parse(text).errors[0].extensions.code).toBe('BAD_USER_INPUT');
      expect(text).not.toContain('9990000019');
    }
  });

  it('a body over 100 kB is refused', async () => {
    const response = await post({ query: `{ viewer { role } } #${'x'.repeat(110_000)}` });
    expect(response.status).toBe(413);
  });

  it('a body that is not JSON is refused in JSON', async () => {
    const response = await post('{ nonsense');
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it('an address that is not there is refused in JSON', async () => {
    const response = await fetch(`${server.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe('NOT_FOUND');
  });

  const many = (count: number, part: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => part(at)).join(' ');

  it.each([
    ['sixteen aliases', `{ ${many(16, (at) => `a${at}: viewer { role }`)} }`],
    ['eleven operations', many(11, (at) => `query q${at} { viewer { role } }`)],
    ['a thousand tokens', `{ viewer { ${many(1000, () => 'role')} } }`],
    ['a field that is not there', '{ viewer { secret } }'],
    ['nesting deeper than eight below a person', deepQuery(9)],
    ['fragments that fan out', fanOut(12)],
  ])('%s: refused without a suggestion', async (_what, query) => {
    const response = await post({ query });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/did you mean/i);
    expect(text).not.toMatch(/node_modules|at Object/);
  });

  it('fifteen aliases and eight levels are let through', async () => {
    const query = `{ ${many(15, (at) => `a${at}: viewer { role }`)} }`;
    expect((await post({ query })).status).toBe(200);
  });
});

/** A query whose inline fragments add no depth, but whose fields nest so deep below a person. */
function deepQuery(levels: number): string {
  // person > integratedBudget > streams > lines > from: fields that exist end at five, so depth is
  // made of __schema-like nesting by a fragment that names itself through others.
  const inner = (left: number): string =>
    left === 0 ? '__typename' : `x${left} { ${inner(left - 1)} }`;
  return `{ person(by: { id: "x" }) { ${inner(levels)} } }`;
}

function fanOut(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, at) => `fragment f${at} on Viewer { ...f${at + 1} ...f${at + 1} }`,
  );
  return `{ viewer { ...f0 } } ${fragments.join(' ')} fragment f${levels} on Viewer { role }`;
}

describe('faults of ours', () => {
  it('are masked with the request’s id, and logged without anything of a person', async () => {
    const { together } = hub.serving;
    (hub.serving as { together: unknown }).together = async () => {
      throw new Error(`broken for ${ANN}`);
    };
    try {
      const response = await post(budget);
      const text = await response.text();
      const [error] = JSON.parse(text).errors;
      expect(text).toContain('INTERNAL_SERVER_ERROR');
      expect(error.extensions.requestId).toBe(response.headers.get('x-request-id'));
      expect(text).not.toContain('broken');
      expect(logged()).toContain(error.extensions.requestId);
      expect(logged()).not.toContain(ANN);
    } finally {
      (hub.serving as { together: unknown }).together = together;
    }
  });
});

describe('beside the API', () => {
  it('health answers, and readiness is the database’s', async () => {
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });

  it('GraphiQL is served whole from this host, and not in production', async () => {
    const page = await fetch(`${server.url}/graphiql`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const text = await page.text();
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).toMatch(/^\/graphiql\//);
      expect((await fetch(`${server.url}${source}`)).status).toBe(200);
    }
    const tokens = await demoTokens(hub.folder);
    const config = { ...hub.config, port: 0, production: true, introspection: false };
    const { log } = testLog();
    const production = await serve({ hub: { ...hub, config }, tokens, log });
    expect((await fetch(`${production.url}/graphiql`)).status).toBe(404);
    const asked = await fetch(`${production.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ __schema { types { name } } }' }),
    });
    expect(asked.status).toBe(400);
    await production.stop();
  });
});
