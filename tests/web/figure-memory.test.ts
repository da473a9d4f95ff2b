import { fork } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { builtFile } from '../commands/built.ts';

const MOST = 256 * 1024 * 1024;

interface Told {
  readonly rows: number;
  readonly bytes: number;
  readonly growth: number;
}

/** What the bench's child tells of a file of so many rows, made in a process of its own. */
function made(form: string, rows: number): Promise<Told> {
  const path = join(packageRoot(), 'bench/exports/export-child.js');
  const child = fork(path, [form, `${rows}`], { execArgv: ['--expose-gc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as Told));
    child.once('exit', (code) => reject(new Error(`ended with ${code} and told nothing`)));
  });
}

it.each(['csv', 'xlsx'])('50,000 rows as %s are made in little memory', async (form) => {
  await builtFile('src/web/figure-workbook.js');
  const { rows, bytes, growth } = await made(form, 50_000);
  expect(rows).toBe(50_000);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(growth).toBeGreaterThan(0);
  expect(growth).toBeLessThan(MOST);
});
