import type { Viewer } from '../access/viewer.ts';

/** Somebody of the demonstration, as whom its visitors may sign in. */
export interface DemoReader {
  /** In the address of nothing; names them in the form alone. */
  readonly key: string;
  readonly name: string;
  /** In one sentence. */
  readonly story: string;
  readonly viewer: Viewer;
}

/** How people sign in to the pages. */
export type SignIn =
  /** The demonstration: whoever is at this machine, as one of its people. */
  | { readonly kind: 'demo'; readonly readers: readonly DemoReader[] }
  | ({ readonly kind: 'openid' } & OpenIdSignIn)
  /** Tokens are checked, and nobody has said how to sign in to pages. */
  | { readonly kind: 'none' };

/** Authorisation code with PKCE, by OpenID Connect. */
export interface OpenIdSignIn {
  /** Where to go to sign in, and what must be remembered until they come back. */
  begin(): Promise<{ readonly to: string; readonly remember: string }>;
  /** Who has come back; null where what came back is not what was asked for. */
  finish(address: URL, remembered: string): Promise<Viewer | null>;
  /** Where to go to sign out there too; null where the issuer has no such place. */
  endAt(): Promise<string | null>;
}
