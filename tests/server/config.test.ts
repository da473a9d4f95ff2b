import { describe, expect, it } from 'vitest';
import { BadConfig, readConfig } from '../../src/config.ts';

describe('the settings of a server', () => {
  it('have defaults', () => {
    expect(readConfig({})).toMatchObject({
      requestSeconds: 5,
      rateLimit: { burst: 1000, perSecond: 100 },
      statementLimits: { statementSeconds: 30, lockSeconds: 4 },
      costLimits: { holder: 5000, operator: 50_000 },
      trustedDocuments: null,
      metrics: null,
      traces: null,
      introspection: true,
    });
  });

  it('change by the environment', () => {
    const env = {
      RATE_LIMIT_BURST: '5',
      RATE_LIMIT_PER_SECOND: '0.5',
      REQUEST_SECONDS: '2.5',
      COST_LIMITS: 'holder=100, care-team=7',
      TRUSTED_DOCUMENTS: 'only',
      TRUSTED_DOCUMENTS_MANIFEST: '/etc/onepot/manifest.json',
      METRICS_PORT: '9464',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(readConfig(env)).toMatchObject({
      requestSeconds: 2.5,
      rateLimit: { burst: 5, perSecond: 0.5 },
      costLimits: { holder: 100, 'care-team': 7, operator: 50_000 },
      trustedDocuments: '/etc/onepot/manifest.json',
      metrics: { host: '127.0.0.1', port: 9464 },
      traces: {
        endpoint: 'http://127.0.0.1:4318',
        serviceName: 'onepot',
        sampler: 'traceidratio',
        ratio: 0.25,
      },
    });
  });

  it.each([
    ['COST_LIMITS', 'king=5'],
    ['COST_LIMITS', 'holder=0'],
    ['COST_LIMITS', 'holder'],
    ['RATE_LIMIT_BURST', '0'],
    ['RATE_LIMIT_PER_SECOND', 'many'],
    ['REQUEST_SECONDS', '0'],
    ['TRUSTED_DOCUMENTS', 'yes'],
    ['METRICS_PORT', '70000'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'nowhere'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(BadConfig);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: `));
  });

  it('production has no introspection unless it is asked for', () => {
    const auth = { AUTH_ISSUER: 'https://a.example', AUTH_AUDIENCE: 'onepot' };
    const env = { ...auth, AUTH_JWKS_URL: 'https://a.example/keys', NODE_ENV: 'production' };
    expect(readConfig(env).introspection).toBe(false);
    expect(readConfig({ ...env, INTROSPECTION: 'on' }).introspection).toBe(true);
  });
});
