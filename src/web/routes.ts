import { home } from './home.ts';
import { people } from './people.ts';
import type { PageRoute } from './route.ts';
import { whoLooked } from './who-looked.ts';

/** Every address of the pages but those of signing in, in order of their names here. */
export const ROUTES: readonly PageRoute[] = [home, people, whoLooked];
