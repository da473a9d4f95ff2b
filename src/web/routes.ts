import { acting } from './acting.ts';
import { agreements } from './agreements.ts';
import { answeredQuery } from './answer-query.ts';
import { award } from './award.ts';
import { budget } from './budget.ts';
import { change } from './change.ts';
import { complain } from './complain.ts';
import { decision } from './decision.ts';
import { deliveries, rejects } from './deliveries.ts';
import { endedAward } from './end-award.ts';
import { endedNeed } from './end-need.ts';
import { attach, evidence } from './evidence.ts';
import { home } from './home.ts';
import { movement } from './movement.ts';
import { need } from './need.ts';
import { loadedDelivery, newDelivery } from './new-delivery.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { pool, poolFigure } from './pool.ts';
import { poolAsked } from './pool-asked.ts';
import { poolReport, poolReportFile } from './pool-report.ts';
import { pools } from './pools.ts';
import { printedStatement } from './printed-statement.ts';
import { ask, questions } from './questions.ts';
import { reading } from './reading.ts';
import { reviews } from './reviews.ts';
import type { PageRoute } from './route.ts';
import { statement } from './statement.ts';
import { stillHere } from './still-here.ts';
import { told } from './told.ts';
import { whatIf } from './what-if.ts';
import { whoLooked } from './who-looked.ts';

/** Every address of the pages but those of signing in, in order of their names here. */
export const ROUTES: readonly PageRoute[] = [
  acting,
  agreements,
  answeredQuery,
  ask,
  attach,
  award,
  budget,
  change,
  complain,
  decision,
  deliveries,
  endedAward,
  endedNeed,
  evidence,
  home,
  movement,
  need,
  loadedDelivery,
  newDelivery,
  people,
  person,
  pool,
  poolAsked,
  poolFigure,
  poolReport,
  poolReportFile,
  pools,
  printedStatement,
  questions,
  reading,
  rejects,
  reviews,
  statement,
  stillHere,
  told,
  whatIf,
  whoLooked,
];
