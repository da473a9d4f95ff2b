import { home } from './home.ts';
import type { PageRoute } from './route.ts';

/** Every address of the pages but those of signing in. */
export const ROUTES: readonly PageRoute[] = [home];
