import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receivedForm } from '../../src/web/form.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  const app = express();
  app.post('/files', ...receivedForm({ each: 1000, inAll: 2000 }), (req, res) => {
    const { fields, files } = req.body;
    const told = files.map(
      ({ field, name, body }: { field: string; name: string; body: Buffer }) => [
        ...[field, name, body.length],
      ],
    );
    res.json({ fields, files: told });
  });
  app.post('/plain', ...receivedForm(null), (req, res) => {
    res.json(req.body);
  });
  app.use((error: { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
    res.status(error.status ?? 500).end();
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const file = (bytes: number, name = 'a.txt') => ({ blob: new Blob(['x'.repeat(bytes)]), name });

async function sent(fields: Record<string, string>, files: readonly ReturnType<typeof file>[]) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { blob, name } of files) form.append('evidence', blob, name);
  return fetch(`${url}/files`, { method: 'POST', body: form });
}

describe('a form with files', () => {
  it('is read whole', async () => {
    const answer = await sent({ words: 'Rydw i', about: 'x' }, [file(1000), file(3, 'b.pdf')]);
    expect(await answer.json()).toEqual({
      fields: { words: 'Rydw i', about: 'x' },
      files: [
        ['evidence', 'a.txt', 1000],
        ['evidence', 'b.pdf', 3],
      ],
    });
  });

  it('keeps the names of files as they are written', async () => {
    const answer = await sent({}, [file(3, 'Llythyr Siân ŵ.pdf')]);
    expect(await answer.json()).toMatchObject({ files: [['evidence', 'Llythyr Siân ŵ.pdf', 3]] });
  });

  it('where no file was chosen has none', async () => {
    const answer = await sent({ words: 'x' }, [file(0, '')]);
    expect(await answer.json()).toEqual({ fields: { words: 'x' }, files: [] });
  });

  it.each([
    ['a file that is too big', {}, [file(1001)]],
    ['files that are too big together', {}, [file(900), file(900), file(201)]],
    ['too many files', {}, Array.from({ length: 6 }, () => file(1))],
    ['a field that is too long', { words: 'x'.repeat(20_001) }, []],
    [
      'too many fields',
      Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, 'x'])),
      [],
    ],
  ] as const)('is refused with %s', async (_why, fields, files) => {
    expect((await sent(fields, [...files])).status).toBe(413);
  });

  it.each([
    ['text/plain', 'x'],
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny'],
  ])('that is none is refused: %s', async (type, body) => {
    const headers = { 'content-type': type };
    const { status } = await fetch(`${url}/files`, { method: 'POST', headers, body });
    expect(status).toBe(400);
  });
});

describe('a plain form', () => {
  it('holds each field once, the last that was said', async () => {
    const body = new URLSearchParams('a=1&a=2&b=&__proto__=x');
    const { fields, files } = (await (
      await fetch(`${url}/plain`, { method: 'POST', body })
    ).json()) as { fields: object; files: object[] };
    expect([fields, files]).toMatchObject([{ a: '2', b: '' }, []]);
  });

  it('is read from nothing else', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/plain`, { method: 'POST', headers, body: '{"a":"1"}' });
    expect(await answer.json()).toEqual({ fields: {}, files: [] });
  });
});
