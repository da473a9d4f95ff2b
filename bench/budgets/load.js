import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./load-child.js').Job} Job */
/** @typedef {import('./load-child.js').Done} Done */
/** @typedef {{ perSecond: number, median: number, slowest: number, bytes: number, cpu: number | null, databaseCpu: number | null }} Measured */

/** A process that sends requests, one job after another. */
export class Load {
  #child = fork(fileURLToPath(new URL('load-child.js', import.meta.url)), { execArgv: [] });

  /**
   * @param {Job} job
   * @param {number} pid the server's process, whose CPU time is read
   * @param {readonly number[]} [backends] PostgreSQL's processes that serve it
   * @returns {Promise<Measured>}
   */
  async run(job, pid, backends = []) {
    const [before, databaseBefore] = [cpuOf([pid], 'node'), cpuOf(backends, 'postgres')];
    const { seconds, bytes, latencies } = await this.#send(job);
    const [after, databaseAfter] = [cpuOf([pid], 'node'), cpuOf(backends, 'postgres')];
    const count = latencies.length;
    latencies.sort((a, b) => a - b);
    return {
      perSecond: count / seconds,
      median: latencies[Math.floor(count / 2)] ?? 0,
      slowest: latencies[Math.floor(count * 0.99)] ?? 0,
      bytes: bytes / count,
      cpu: perRequest(before, after, count),
      databaseCpu: perRequest(databaseBefore, databaseAfter, count),
    };
  }

  /**
   * @param {Job} job
   * @returns {Promise<Done>}
   */
  #send(job) {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (/** @type {{ done?: Done, error?: string }} */ told) => {
        if (told.done) resolve(told.done);
        else reject(new Error(`${job.url}: ${told.error}`));
      });
      this.#child.send(job);
    });
  }

  stop() {
    this.#child.disconnect();
  }
}

const TICK_MS = 10;

/**
 * @param {number | null} before
 * @param {number | null} after
 * @param {number} count
 */
function perRequest(before, after, count) {
  return before === null || after === null ? null : (after - before) / count;
}

/**
 * Milliseconds of CPU that processes have used; null where this machine does not tell.
 * @param {readonly number[]} pids
 * @param {string} program
 */
function cpuOf(pids, program) {
  try {
    const each = pids.map((pid) => {
      const [head = '', rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
      const fields = rest.split(' ');
      const known = head.includes(program) || head.includes('MainThread');
      return known ? (Number(fields[11]) + Number(fields[12])) * TICK_MS : Number.NaN;
    });
    const sum = each.reduce((total, ms) => total + ms, 0);
    return each.length === 0 || Number.isNaN(sum) ? null : sum;
  } catch {
    return null;
  }
}

/** @param {readonly number[]} values */
export function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
