import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoClaims } from '../../src/access/demo-key.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import type { SyntheticPerson } from '../area/person.ts';
import { demoArea, PERSONAS } from './area.ts';
import { CARE_BOARD, DEMO_YEAR } from './bodies.ts';
import { JAMIE } from './jamie.ts';

/** The subject of the demonstration's care worker. */
export const CARE_TEAM = 'demo-care-team';

/** For whom a demonstration prints tokens: Jamie himself, a care worker of the board, an analyst. */
export const DEMO_CLAIMS: readonly DemoClaims[] = [
  { role: 'holder', subject: 'demo-holder', nhsNumber: JAMIE.nhsNumber },
  { role: 'care-team', subject: CARE_TEAM, organisation: CARE_BOARD },
  { role: 'analyst', subject: 'demo-analyst', organisation: CARE_BOARD },
];

/** A question to paste into a terminal, and whose token it is asked with. */
export interface PasteQuery {
  readonly title: string;
  /** Place in `DEMO_CLAIMS`. */
  readonly claims: number;
  /** On one line. */
  readonly query: string;
  readonly variables: Readonly<Record<string, string | number>>;
}

/** The three questions a demonstration begins with. */
export const PASTE_QUERIES: readonly PasteQuery[] = [
  {
    title: 'Jamie’s own budget this year, whoever pays',
    claims: 0,
    query: queryIn('person-budget.graphql'),
    variables: { nhsNumber: JAMIE.nhsNumber, year: DEMO_YEAR },
  },
  {
    title: 'The people a care worker of the board works with',
    claims: 1,
    query: queryIn('caseload.graphql'),
    variables: { first: 20, year: DEMO_YEAR },
  },
  {
    title: 'An analyst sees the streams and never a person: person is null',
    claims: 2,
    query: queryIn('analyst.graphql'),
    variables: { nhsNumber: JAMIE.nhsNumber },
  },
];

function queryIn(file: string): string {
  const text = readFileSync(join(packageRoot(), 'documents', file), 'utf8');
  return text.replaceAll(/\s+/g, ' ').trim();
}

const DRAWN_ON_CASELOAD = 11;

/** The NHS numbers of the people the care worker works with: the personas first. */
export function caseload(): string[] {
  const drawn: string[] = [];
  for (const person of demoArea().people) {
    if (drawn.length === DRAWN_ON_CASELOAD) break;
    if (person.nhsNumber !== null && isOfInterest(person)) drawn.push(person.nhsNumber);
  }
  return [...PERSONAS.map(({ nhsNumber }) => nhsNumber), ...drawn];
}

/** With money of several funders, and known by one record. */
function isOfInterest({ streams, joined }: SyntheticPerson): boolean {
  return streams.size >= 3 && joined !== 'NOT';
}
