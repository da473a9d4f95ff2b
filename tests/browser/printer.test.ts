import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrinter, type Printer } from '../../src/web/printer.ts';
import { PROGRAM, WHY_NOT } from './chromium.ts';

const TAKES = 120_000;
const page = (body: string) =>
  `<!doctype html><html lang="cy"><head><title>Datganiad</title></head><body><h1>Arian</h1>${body}</body></html>`;

let printer: Printer;
beforeAll(() => {
  printer = openPrinter(PROGRAM);
});
afterAll(() => printer.close());

describe.skipIf(WHY_NOT)('a page on paper', () => {
  it(
    'has its structure, language and title in it',
    async () => {
      const pdf = (await printer.print(page('<p>£1</p>'))).toString('latin1');
      expect(pdf.slice(0, 5)).toBe('%PDF-');
      for (const part of ['/StructTreeRoot', '/Marked true', '/Lang (cy)', '/H1']) {
        expect(pdf, part).toContain(part);
      }
    },
    TAKES,
  );

  it(
    'asks no host for anything and runs no script',
    async () => {
      let asked = 0;
      const server = createServer((_req, res) => {
        asked += 1;
        res.end();
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const parts = [
        `<img src="${url}/a.png" alt="">`,
        `<iframe src="${url}/b"></iframe>`,
        `<link rel="stylesheet" href="${url}/c.css">`,
        `<script>document.title = 'changed'; new Image().src = '${url}/d.png';</script>`,
      ];
      const pdf = (await printer.print(page(parts.join('')))).toString('latin1');
      expect(asked).toBe(0);
      expect(pdf).not.toContain('changed');
      await new Promise((closed) => server.close(closed));
    },
    TAKES,
  );

  it(
    'waits its turn, and is refused at once where too many wait',
    async () => {
      const asked = Array.from({ length: 12 }, (_, at) => printer.print(page(`<p>${at}</p>`)));
      const outcomes = await Promise.allSettled(asked);
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused.map(({ reason }) => reason.name)).toEqual(Array(4).fill('PrinterBusy'));
      expect((await printer.print(page('<p>after</p>'))).length).toBeGreaterThan(1000);
    },
    TAKES,
  );

  it(
    'is made again after it was closed',
    async () => {
      await printer.close();
      expect((await printer.print(page('<p>again</p>'))).length).toBeGreaterThan(1000);
    },
    TAKES,
  );
});
