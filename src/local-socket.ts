import { createHash } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Terminal } from './commands/terminal.ts';

/** A command line as it crosses the socket. */
export interface Asked {
  readonly words: readonly string[];
  readonly folder: string;
}

type Frame =
  | { readonly out: string }
  | { readonly error: string }
  | { readonly progress: readonly [string, number, number] }
  | { readonly exit: number };

/** Longest path that a socket may have on the systems the hub runs on. */
const LONGEST_PATH = 100;

/** The running hub's own socket in its data folder, or in the temporary one where that is too deep. */
export function socketPath(dataDir: string): string {
  const path = join(dataDir, 'hub.sock');
  if (path.length <= LONGEST_PATH) return path;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `onepot-${name}.sock`);
}

export interface LocalSocket {
  close(): Promise<void>;
}

/** Takes commands from this machine's owner of the data folder; nobody else may open the socket. */
export async function listenLocally(
  dataDir: string,
  run: (asked: Asked, terminal: Terminal) => Promise<number>,
  fault: (error: unknown) => void,
): Promise<LocalSocket> {
  const path = socketPath(dataDir);
  await rm(path, { force: true });
  const server = createServer((socket) => answer(socket, run, fault));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
  await chmod(path, 0o600);
  return {
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(
  socket: Socket,
  run: (asked: Asked, terminal: Terminal) => Promise<number>,
  fault: (error: unknown) => void,
): void {
  const send = (frame: Frame) => void socket.write(`${JSON.stringify(frame)}\n`);
  const terminal: Terminal = {
    out: (out) => send({ out }),
    error: (error) => send({ error }),
    progress: (...progress) => send({ progress }),
  };
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket }).once('line', async (line) => {
    let exit = 1;
    try {
      exit = await run(JSON.parse(line) as Asked, terminal);
    } catch (error) {
      fault(error);
      terminal.error('the hub could not carry out the command; its log says why');
    }
    send({ exit });
    socket.end();
  });
}

/** The hub holds its folder but its socket does not answer (it may be starting or stopping). */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Has the running hub carry out a command; gives its exit code. */
export function askRunningHub(dataDir: string, asked: Asked, terminal: Terminal): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(dataDir));
    let exit: number | null = null;
    socket.once('connect', () => socket.write(`${JSON.stringify(asked)}\n`));
    socket.once('error', () => reject(new NoAnswer()));
    socket.once('close', () => {
      if (exit === null) reject(new NoAnswer());
      else resolve(exit);
    });
    createInterface({ input: socket }).on('line', (line) => {
      const frame = JSON.parse(line) as Frame;
      if ('out' in frame) terminal.out(frame.out);
      else if ('error' in frame) terminal.error(frame.error);
      else if ('progress' in frame)
        terminal.progress(...(frame.progress as [string, number, number]));
      else exit = frame.exit;
    });
  });
}
