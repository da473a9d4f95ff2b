/**
 * Stands between a server and PostgreSQL on loopback and reads the protocol as it passes: which
 * statements are run and how long each takes until PostgreSQL is ready again.
 */
import { connect, createServer } from 'node:net';
import { DATABASE_URL } from './settings.js';

/** @typedef {{ name: string, ms: number }} Seen */

/** Starts listening; `databaseUrl` leads through here. */
export async function watchStatements() {
  const target = new URL(DATABASE_URL);
  /** @type {Seen[]} */
  const seen = [];
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const reader = new Reader(seen);
    client.on('data', (chunk) => {
      reader.fromClient(chunk);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      reader.fromServer(chunk);
      client.write(chunk);
    });
    for (const [one, other] of /** @type {const} */ ([
      [client, upstream],
      [upstream, client],
    ])) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const databaseUrl = new URL(DATABASE_URL);
  databaseUrl.hostname = '127.0.0.1';
  databaseUrl.port = String(typeof address === 'object' ? address?.port : '');
  return { databaseUrl: databaseUrl.href, seen, stop: () => server.close() };
}

/** Follows one connection. */
class Reader {
  /** @type {Buffer} */
  #client = Buffer.alloc(0);
  /** @type {Buffer} */
  #server = Buffer.alloc(0);
  #started = false;
  /** @type {Map<string, string>} */
  #texts = new Map();
  /** @type {{ names: string[], at: number }[]} */
  #underWay = [];
  /** @type {string[]} */
  #names = [];
  #portal = '';

  /** @param {Seen[]} seen */
  constructor(seen) {
    this.seen = seen;
  }

  /** @param {Buffer} chunk */
  fromClient(chunk) {
    this.#client = Buffer.concat([this.#client, chunk]);
    if (!this.#started) {
      if (this.#client.length < 8) return;
      const length = this.#client.readInt32BE(0);
      if (this.#client.length < length) return;
      // Nothing but the start-up message (and a request for encryption) comes without a type.
      this.#started = this.#client.readInt32BE(4) === 196_608;
      this.#client = this.#client.subarray(length);
      if (!this.#started) return;
    }
    this.#client = messages(this.#client, (type, body) => this.#asked(type, body));
  }

  /**
   * @param {string} type
   * @param {Buffer} body
   */
  #asked(type, body) {
    const [first = '', second = ''] = body.toString('latin1').split('\0', 2);
    if (type === 'P') this.#texts.set(first, body.toString('utf8').split('\0', 2)[1] ?? '');
    if (type === 'B') this.#portal = second;
    if (type === 'E') this.#names.push(nameOf(this.#texts.get(this.#portal) ?? ''));
    if (type === 'Q') this.#names.push(nameOf(body.toString('utf8')));
    if (type === 'S' || type === 'Q') {
      this.#underWay.push({ names: this.#names, at: performance.now() });
      this.#names = [];
    }
  }

  /** @param {Buffer} chunk */
  fromServer(chunk) {
    this.#server = messages(Buffer.concat([this.#server, chunk]), (type) => {
      if (type !== 'Z') return;
      const done = this.#underWay.shift();
      for (const name of done?.names ?? []) {
        this.seen.push({ name, ms: performance.now() - (done?.at ?? 0) });
      }
    });
  }
}

/**
 * @param {Buffer} buffer
 * @param {(type: string, body: Buffer) => void} each
 * @returns {Buffer} what is left of a message that has not come whole
 */
function messages(buffer, each) {
  let at = 0;
  while (buffer.length - at >= 5) {
    const end = at + 1 + buffer.readInt32BE(at + 1);
    if (end > buffer.length) break;
    each(String.fromCharCode(buffer[at] ?? 0), buffer.subarray(at + 5, end));
    at = end;
  }
  return buffer.subarray(at);
}

/** The name in a statement's first comment, or its first words. @param {string} text */
function nameOf(text) {
  return /^\/\* (\S+) \*\//.exec(text)?.[1] ?? text.replaceAll(/\s+/g, ' ').slice(0, 40);
}
