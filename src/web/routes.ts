import { agreements } from './agreements.ts';
import { budget } from './budget.ts';
import { change } from './change.ts';
import { complain } from './complain.ts';
import { deliveries, rejects } from './deliveries.ts';
import { attach, evidence } from './evidence.ts';
import { home } from './home.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { ask, questions } from './questions.ts';
import { reviews } from './reviews.ts';
import type { PageRoute } from './route.ts';
import { statement } from './statement.ts';
import { whoLooked } from './who-looked.ts';

/** Every address of the pages but those of signing in, in order of their names here. */
export const ROUTES: readonly PageRoute[] = [
  agreements,
  ask,
  attach,
  budget,
  change,
  complain,
  deliveries,
  evidence,
  home,
  people,
  person,
  questions,
  rejects,
  reviews,
  statement,
  whoLooked,
];
