import { type ChildProcess, spawn } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { socketPath } from '../../src/local-socket.ts';
import { cldFile } from '../support/cld.ts';
import { SERVER } from '../support/hub.ts';
import { hear } from '../support/overheard.ts';
import { ended, makePlace, type Place, said } from './place.ts';

let place: Place;
const running: ChildProcess[] = [];
const READY = /ready on (http:\/\/\S+)/;

beforeAll(async () => {
  place = await makePlace('made');
  expect(await place.run('seed', 'reference')).toMatchObject({ exit: 0 });
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL');
    await ended(child);
  }
});
afterAll(() => place.remove());

async function startHub(): Promise<{ hub: ChildProcess; url: string }> {
  const hub = await place.start('src/main.js');
  running.push(hub);
  const [, url = ''] = await said(hub, READY);
  return { hub, url };
}

async function ask(url: string, token: string, query: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ query });
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
}

describe('a running hub', () => {
  it('answers, carries out commands while it runs, and stops when asked to', async () => {
    const { hub, url } = await startHub();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);

    await writeFile(join(place.folder, 'council.csv'), cldFile({}, { 'Unit Cost': '13.001' }));
    const words = ['ingest', 'social-care-cld', 'council.csv', '--from', 'E08000039'];
    const loaded = await place.json(...words);
    expect(loaded).toMatchObject({
      exit: 0,
      answer: { status: 'LOADED', rows: 2, accepted: 1, rejected: 1 },
    });
    expect((await place.json(...words)).answer).toMatchObject({ status: 'ALREADY_LOADED' });

    const { answer } = await place.json('token', '--role', 'holder', '--nhs-number', '9990000018');
    const budget = 'integratedBudget(year: "2025-26") { total { awarded { pence } } }';
    // 365 days ÷ 7 × £100.
    expect(await ask(url, answer.token, `{ viewer { person { ${budget} } } }`)).toMatchObject({
      data: {
        viewer: { person: { integratedBudget: { total: { awarded: { pence: 521429 } } } } },
      },
    });

    // Exit codes and faults cross the socket as they are.
    const { delivery } = loaded.answer;
    const csv = await place.run('rejects', delivery, '--csv');
    expect(csv).toMatchObject({ exit: 0 });
    expect(csv.out).toMatch(/^row,field,code,reason\n2,Unit Cost,BAD_MONEY,.+\n$/);
    const refused = await place.json('ingest', 'social-care-cld', 'nowhere.csv', '--from', 'RCF');
    expect(refused).toMatchObject({ exit: 1, answer: { status: 'REFUSED' } });
    expect(await place.run('relate', '--sub', 'w')).toMatchObject({ exit: 2, out: '' });
    const taken = await place.json('withdraw', delivery, '--reason', 'a wrong file');
    expect(taken.answer).toEqual({ status: 'WITHDRAWN' });

    hub.kill('SIGTERM');
    expect(await ended(hub)).toEqual({ exit: 0, signal: null });
    // What the hub did is there when it has gone.
    const after = await place.json('withdraw', delivery, '--reason', 'a wrong file');
    expect(after.answer).toEqual({ status: 'ALREADY_WITHDRAWN' });
  });

  it.skipIf(SERVER)('has a socket for its owner only, and alone holds its folder', async () => {
    const { hub } = await startHub();
    expect((await stat(socketPath(place.folder))).mode & 0o777).toBe(0o600);
    const second = await place.start('src/main.js');
    running.push(second);
    let errors = '';
    second.stderr?.on('data', (chunk) => {
      errors += String(chunk);
    });
    expect(await ended(second)).toEqual({ exit: 1, signal: null });
    expect(errors).toBe('another process is using the data folder\n');
    // The second has taken neither the lock nor the socket of the first away.
    expect(await place.json('seed', 'reference')).toMatchObject({
      exit: 0,
      answer: { status: 'ALREADY_SEEDED' },
    });
    hub.kill('SIGTERM');
    expect(await ended(hub)).toEqual({ exit: 0, signal: null });
    await expect(stat(socketPath(place.folder))).rejects.toThrow('ENOENT');
    await expect(stat(join(place.folder, 'hub.lock'))).rejects.toThrow('ENOENT');
  });

  it.skipIf(SERVER)('that was killed is followed by another on the same folder', async () => {
    const { hub } = await startHub();
    hub.kill('SIGKILL');
    await ended(hub);
    const next = await startHub();
    expect((await fetch(`${next.url}/health/ready`)).status).toBe(200);
    next.hub.kill('SIGINT');
    expect(await ended(next.hub)).toEqual({ exit: 0, signal: null });
  });
});

describe('npm start', () => {
  const start = async (): Promise<{ npm: ChildProcess; url: string }> => {
    const options = { cwd: packageRoot(), env: place.env, detached: true };
    const npm = hear(spawn('npm', ['start'], options));
    running.push(npm);
    const [, url = ''] = await said(npm, READY);
    return { npm, url };
  };
  const answers = (url: string) =>
    fetch(`${url}/health/live`).then(
      () => true,
      () => false,
    );

  it('ends with 0 when its group is told to, and leaves no server', async () => {
    const { npm, url } = await start();
    expect(await answers(url)).toBe(true);
    process.kill(-(npm.pid as number), 'SIGTERM');
    expect(await ended(npm)).toEqual({ exit: 0, signal: null });
    expect(await answers(url)).toBe(false);
  });

  it('ends with 0 when npm alone is told to, and leaves no server', async () => {
    const { npm, url } = await start();
    npm.kill('SIGTERM');
    expect(await ended(npm)).toEqual({ exit: 0, signal: null });
    expect(await answers(url)).toBe(false);
  });
});
