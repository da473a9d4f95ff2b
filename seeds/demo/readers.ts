import type { Viewer } from '../../src/access/viewer.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { DemoReader, SignIn } from '../../src/web/sign-in.ts';
import { CARE_TEAM } from './access.ts';
import { PERSONAS } from './area.ts';
import { CARE_BOARD, SHEFFIELD } from './bodies.ts';
import { financeOf } from './money-book.ts';
import { REPRESENTATIVE } from './records.ts';

/** As whom a visitor of the demonstration may open its pages. */
export function demoSignIn(): SignIn {
  const readers: DemoReader[] = [
    ...PERSONAS.map(({ name, nhsNumber, story }) => ({
      ...{ key: name.split(' ')[0]?.toLowerCase() ?? name, name, story },
      viewer: viewer('holder', `demo-${name}`, null, nhsNumber),
    })),
    {
      key: 'daughter',
      name: 'Edith’s daughter',
      story: 'Acts for her mother in money matters, for what the council and the board pay.',
      viewer: viewer('representative', REPRESENTATIVE, null),
    },
    {
      key: 'care-team',
      name: 'A care worker of the board',
      story: 'Sees the people they work with.',
      viewer: viewer('care-team', CARE_TEAM, CARE_BOARD),
    },
    {
      key: 'finance',
      name: 'The money office of the council',
      story: 'Keeps the accounts that the council hosts and records what it agrees.',
      viewer: financeOf(SHEFFIELD),
    },
    {
      key: 'analyst',
      name: 'An analyst of the board',
      story: 'Sees how pooled money is used, and never a person.',
      viewer: viewer('analyst', 'demo-analyst', CARE_BOARD),
    },
    {
      key: 'operator',
      name: 'An operator of the hub',
      story: 'Sees the files that came in and decides whether two records are one person.',
      viewer: viewer('operator', 'demo-operator', null),
    },
  ];
  return { kind: 'demo', readers };
}

function viewer(
  role: Viewer['role'],
  subject: string,
  organisation: string | null,
  nhsNumber: string | null = null,
): Viewer {
  return { role, subject, organisation, nhsNumber: nhsNumber as NhsNumber | null };
}
