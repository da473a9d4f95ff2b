import type { Readable } from 'node:stream';
import type { Viewer } from '../access/viewer.ts';
import type { Page } from './page.ts';

/** What an address is asked with: its own parts and what stands behind the question mark. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Partial<Record<string, string>>>;
}

/** A form that was sent from one of the hub's own pages. */
export interface Sent extends Asked {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly SentFile[];
}

export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly body: Buffer;
}

/**
 * What a page answers: a view with what it shows, another address to go to, a file, a view on
 * paper, a picture as SVG, or null: there is nothing here, or nothing that this reader may see, which is the same page.
 */
export type PageAnswer =
  | { readonly view: string; readonly model: ViewModel; readonly status?: number }
  | { readonly to: string }
  | { readonly file: DownloadedFile }
  | { readonly print: PrintedView }
  | { readonly picture: string }
  | null;

export type ViewModel = Readonly<Record<string, unknown>>;

export interface DownloadedFile {
  readonly type: string;
  readonly name: string;
  /** What is made as it is read is sent so, and never held whole. */
  readonly body: string | Buffer | Readable;
}

/** A view to be made into a PDF; without a printer there is nothing here. */
export interface PrintedView {
  readonly view: string;
  readonly model: ViewModel;
  readonly name: string;
}

/** One address of the pages. */
export interface PageRoute {
  readonly path: string;
  /** Reads only, and notes on the page whom it tells of. */
  readonly get?: (page: Page, asked: Asked) => Promise<PageAnswer>;
  /** Changes something; comes only where the form is ours and fresh. */
  readonly post?: (page: Page, sent: Sent) => Promise<PageAnswer>;
  /** The most that each file of a form may weigh, in bytes, or as evidence may; left out where it has none. */
  readonly filesUpTo?: number | 'EVIDENCE';
  /** Who may send the form: asked before anything of it is read; left out for everybody. */
  readonly mayPost?: (viewer: Viewer) => boolean;
}
