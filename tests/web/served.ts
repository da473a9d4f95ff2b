import type { Viewer } from '../../src/access/viewer.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import type { DemoReader, SignIn } from '../../src/web/sign-in.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import {
  deposit,
  depositInput,
  makeKnownFile,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { scheduleInput, setSchedule } from '../ledger/scheduling.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { AS_ANN, serveTest, type TestServer } from '../server/serving.ts';
import { accessToWorkFile, chcFile, claimCells, dfgFile, scanFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { Visitor } from './visitor.ts';

export const TODAY = '2026-01-15';
export const COUNCIL = 'E08000039';
export const BOARD = 'QF7';
const NEIGHBOUR = 'E08000038';

/** Ann has money of four sectors and an account; Bob is of another council; nobody knows Cai. */
export const ANN = '9990000018';
export const [BOB, CAI] = testNhsNumbers(2) as [string, string];

const reader = (key: string, role: Viewer['role'], more: Partial<Viewer> = {}): DemoReader => ({
  ...{ key, name: key, story: 'Somebody of a test.' },
  viewer: { subject: key, role, organisation: null, nhsNumber: null, ...more },
});

export const READERS = [
  reader('ann', 'holder', { nhsNumber: ANN as NhsNumber }),
  reader('bob', 'holder', { nhsNumber: BOB as NhsNumber }),
  reader('cai', 'holder', { nhsNumber: CAI as NhsNumber }),
  reader('worker', 'care-team', { organisation: COUNCIL }),
  reader('other-worker', 'care-team', { organisation: NEIGHBOUR }),
  reader('office', 'finance', { organisation: COUNCIL }),
  reader('board-office', 'finance', { organisation: BOARD }),
  reader('far-office', 'finance', { organisation: 'E06000001' }),
  reader('operator', 'operator'),
  reader('analyst', 'analyst', { organisation: COUNCIL }),
] as const;

export const DEMO: SignIn = { kind: 'demo', readers: READERS };

export interface Served {
  readonly hub: TestHub;
  readonly server: TestServer;
  readonly annId: string;
  readonly bobId: string;
  readonly account: string;
  /** Somebody new, signed in. */
  visit(as: string): Promise<Visitor>;
  close(): Promise<void>;
}

const HOME_SUPPORT = {
  'Unit Cost': '22.40',
  'Cost Frequency (Unit Type)': 'Hourly',
  'Planned units per week': '10',
};
const DIRECT_PAYMENT = {
  'Event Start Date': '2025-10-01',
  'Service Component': 'Direct payment',
  'Delivery Mechanism': 'Direct payment',
  'Unit Cost': '52.50',
  'Client Funding Status': 'Joint client and social care funded',
};
const CLAIM = {
  ...claimCells('CL1', '2025-06-01', '2025-06-30', '1764.00'),
  'Amount Paid': '1680.00',
  'Payment Date': '2025-07-18',
};
const STAGE = {
  'Stage Reference': 'S1',
  'Stage Payment': '4000.00',
  'Stage Payment Date': '2025-08-15',
};

/** A hub that is served with its pages, and people in it whose figures are worked out by hand. */
export async function openServed(signIn: SignIn = DEMO): Promise<Served> {
  const hub = await openTestHub(TODAY);
  await tellOfAnn(hub);
  await receive(hub, 'social-care-cld', NEIGHBOUR, bobsFile());
  const account = await openAnnsAccount(hub);
  await relate(hub.db, {
    ...{ subject: 'worker', key: { nhsNumber: ANN as NhsNumber }, actor: 'test' },
    ...{ fromDay: '2025-04-01' as PlainDate, untilDay: null },
  });
  const server = await serveTest(hub, {}, {}, AS_ANN, signIn);
  const idOf = async (nhsNumber: string): Promise<string> => {
    const holder = { role: 'holder', nhsNumber: nhsNumber as NhsNumber } as const;
    return (await hub.ask(holder, '{ viewer { person { id } } }')).data.viewer.person.id;
  };
  return {
    ...{ hub, server, account, annId: await idOf(ANN), bobId: await idOf(BOB) },
    visit: async (as) => {
      const visitor = new Visitor(server);
      await visitor.signIn(as);
      return visitor;
    },
    close: async () => {
      await server.stop();
      await hub.close();
    },
  };
}

async function receive(hub: TestHub, ...file: Parameters<TestHub['receive']>): Promise<void> {
  loaded(await hub.receive(...file));
}

const bobsFile = (): string => makeKnownFile(BOB).replaceAll('"E08000039"', `"${NEIGHBOUR}"`);

/** As the story of four sectors tells, where each of its figures is worked out. */
async function tellOfAnn(hub: TestHub): Promise<void> {
  await receive(hub, 'social-care-cld', COUNCIL, cldFile(HOME_SUPPORT, DIRECT_PAYMENT));
  await receive(hub, 'health-chc', BOARD, chcFile({}));
  await receive(hub, 'housing-dfg', COUNCIL, dfgFile(STAGE));
  const unpaid = claimCells('CL2', '2025-12-01', '2025-12-31', '1344.00');
  await receive(hub, 'employment-access-to-work', 'DWP', accessToWorkFile(CLAIM, unpaid));
  await receive(hub, 'housing-shbe', COUNCIL, scanFile('08-12-2025', {}));
}

/** £1,000.00 in on 10 January and £240.00 out on 12 January 2026; £210.00 less £45.50 a week is due from 2 February. */
async function openAnnsAccount(hub: TestHub): Promise<string> {
  const account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account, { amount: 1000_00 }));
  await spend(hub, spendInput(account, { amount: 240_00 }));
  await setSchedule(hub, scheduleInput(account, { firstDay: '2026-02-02' }));
  return account;
}

/** Two records of one name and birthday that may be one person's, for an operator to decide. */
export async function tellOfTwins(hub: TestHub): Promise<void> {
  const rows = ['AB200004C', 'AB200005C'].map((nino, at) => ({
    ...{ ...AWARD, 'Award Reference': `T-${at}`, Amount: '100.00', NINO: nino },
    ...{ 'NHS Number': '', Surname: 'Rawson', 'Given Names': 'Hugh' },
    ...{ 'Date of Birth': '1971-02-03', 'Contribution per Week': '0.00' },
  }));
  await receive(hub, 'local-awards', COUNCIL, textOf(rows));
}
