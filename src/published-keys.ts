import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { Unavailable } from './db/deadline.ts';

/** Keys are asked for again when they are this old, so that a withdrawn one goes too. */
const FRESH_FOR = 15_000;
/** An unknown key makes the hub ask again, but no more often than this. */
const ASKED_AT_MOST_EVERY = 5000;
const ISSUER_ANSWERS_WITHIN = 2000;

/**
 * Keys that an issuer publishes. A new key is accepted within 30 seconds. While the issuer does not
 * answer, the keys that it published last hold; requests do not wait for it then. Throws Unavailable
 * where there are no keys yet.
 */
export function publishedKeys(url: string, now: () => number = Date.now): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(url), {
    cooldownDuration: 0,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    timeoutDuration: ISSUER_ANSWERS_WITHIN,
  });
  const kept = new KeptKeys(async () => {
    await remote.reload();
    return remote.jwks() as JSONWebKeySet;
  }, now);
  return async (header, token) => {
    const keys = await kept.current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await kept.askAgain())) throw error;
      return (await kept.current())(header, token);
    }
  };
}

class KeptKeys {
  private keys: JWTVerifyGetKey | null = null;
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<boolean> | null = null;

  constructor(
    private readonly fetch: () => Promise<JSONWebKeySet>,
    private readonly now: () => number,
  ) {}

  /** The keys at hand; when they are old, new ones are asked for meanwhile. */
  async current(): Promise<JWTVerifyGetKey> {
    if (!this.keys) await this.askAgain();
    else if (this.now() - this.fetchedAt > FRESH_FOR) void this.askAgain();
    if (!this.keys) throw new Unavailable('the issuer of tokens does not answer');
    return this.keys;
  }

  /** Asks the issuer, unless that was done a moment ago; whether there are new keys. */
  askAgain(): Promise<boolean> {
    if (this.asking) return this.asking;
    if (this.now() - this.askedAt < ASKED_AT_MOST_EVERY) return Promise.resolve(false);
    this.askedAt = this.now();
    this.asking = this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async ask(): Promise<boolean> {
    try {
      this.keys = createLocalJWKSet(await this.fetch());
      this.fetchedAt = this.now();
      return true;
    } catch {
      return false;
    }
  }
}
