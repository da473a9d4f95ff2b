import { type DemoClaims, demoTokens, signDemoToken } from '../../src/access/demo-key.ts';
import type { Config } from '../../src/config.ts';
import type { Hub } from '../../src/hub.ts';
import { type RunningServer, serve } from '../../src/server.ts';
import { sessionKey } from '../../src/web/secret.ts';
import type { SignIn } from '../../src/web/sign-in.ts';
import type { TestHub } from '../support/hub.ts';
import { testLog } from '../support/overheard.ts';

export const ANN = '9990000018';

/** Ann, signed in as herself. */
export const AS_ANN: DemoClaims = { role: 'holder', subject: 'ann', nhsNumber: ANN };

/** A server for one test, and how to ask it. */
export interface TestServer extends RunningServer {
  readonly token: string;
  readonly logged: () => string;
  post(body: object | string, headers?: Record<string, string>): Promise<Response>;
}

/** Serves a test's hub with these settings changed. */
export async function serveTest(
  hub: TestHub,
  change: Partial<Config> = {},
  parts: Partial<Hub> = {},
  claims: DemoClaims = AS_ANN,
  signIn: SignIn = { kind: 'none' },
): Promise<TestServer> {
  const { log, logged } = testLog();
  const config = { ...hub.config, port: 0, ...change };
  const tokens = await demoTokens(hub.folder);
  const pages = { signIn, secret: sessionKey('a test') };
  const server = await serve({ hub: { ...hub, ...parts, config }, tokens, pages, log });
  const token = await signDemoToken(hub.folder, claims);
  return {
    ...server,
    token,
    logged,
    post: (body, headers = {}) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** The code of an answer's first error. */
export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { errors: [{ extensions: { code: string } }] }).errors[0]
    .extensions.code;
}
