import { SingleBar } from 'cli-progress';
import type { Terminal } from './commands/terminal.ts';

/** This process's own terminal: a progress bar for people, plain lines otherwise. */
export function processTerminal(): Terminal & { end(): void } {
  const bar = new Bar();
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    error: (line) => void process.stderr.write(`${line}\n`),
    progress: (step, done, whole) => bar.show(step, done, whole),
    end: () => bar.stop(),
  };
}

const PLAIN_EVERY = 50_000;

class Bar {
  private bar: SingleBar | null = null;
  private step = '';

  show(step: string, done: number, whole: number): void {
    if (!process.stderr.isTTY) {
      if (done > 0 && done % PLAIN_EVERY === 0) process.stderr.write(`${step}: ${done} rows\n`);
      return;
    }
    if (step !== this.step) {
      this.stop();
      this.step = step;
      const format = `${step} {bar} {value} of {total} rows`;
      this.bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true });
      this.bar.start(Math.max(whole, done), done);
    }
    this.bar?.setTotal(Math.max(whole, done));
    this.bar?.update(done);
  }

  stop(): void {
    this.bar?.stop();
    this.bar = null;
  }
}
