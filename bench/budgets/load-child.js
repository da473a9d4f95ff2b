/**
 * Sends requests from a process of its own: a fixed number, some under way at a time, on kept
 * connections. Reads each answer to its end and looks at no more than whether it is one.
 */
import { Agent, request } from 'node:http';

/**
 * @typedef {{
 *   url: string, method?: 'GET' | 'POST', headers: Record<string, string>,
 *   bodies: readonly string[], concurrency: number,
 * }} Job
 * @typedef {{ seconds: number, bytes: number, latencies: number[] }} Done
 */

/**
 * @param {Agent} agent
 * @param {Job} job
 * @param {string} body
 * @returns {Promise<number>} bytes of the answer
 */
function send(agent, { url, method = 'POST', headers }, body) {
  return new Promise((resolve, reject) => {
    const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const req = request(url, { agent, method, headers: { ...headers, ...length } });
    req.once('error', reject);
    req.once('response', (res) => {
      /** @type {Buffer[]} */
      const chunks = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.once('error', reject);
      res.once('end', () => {
        const answer = Buffer.concat(chunks);
        if (res.statusCode === 200 && !answer.includes('"errors"')) resolve(answer.length);
        else reject(new Error(`${res.statusCode} ${answer.subarray(0, 500)}`));
      });
    });
    req.end(body);
  });
}

/**
 * @param {Job} job
 * @returns {Promise<Done>}
 */
async function run(job) {
  const agent = new Agent({ keepAlive: true, maxSockets: job.concurrency });
  /** @type {number[]} */
  const latencies = [];
  let next = 0;
  let bytes = 0;
  const worker = async () => {
    while (next < job.bodies.length) {
      const body = job.bodies[next] ?? '';
      next += 1;
      const sent = performance.now();
      const length = await send(agent, job, body);
      bytes += length;
      latencies.push(performance.now() - sent);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: job.concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { seconds, bytes, latencies };
}

process.on('message', (/** @type {Job} */ job) => {
  run(job).then(
    (done) => process.send?.({ done }),
    (error) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
