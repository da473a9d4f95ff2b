import { parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../schema/schema.ts';
import { ROLES, type Role } from '../../src/access/viewer.ts';
import { CLOSE_YEAR } from '../support/access-money.ts';
import { CHANGES, LISTS, READS } from '../support/access-operations.ts';
import { NO_POOL, POOL, POOL_READ, poolChanges } from '../support/access-pools.ts';
import type { Operation } from '../support/access-questions.ts';
import {
  type AccessWorld,
  NOBODY,
  openAccessWorld,
  SITUATIONS,
  type Situation,
  type Target,
  viewerIn,
  writtenIn,
} from '../support/access-world.ts';

/**
 * + told, or done. 0 the person is there and this of them is told to nobody but themself. - the
 * very answer for nobody of that number, or of that id, and nothing is written.
 */
type Row = Readonly<Record<Role, string>>;

/** A table as it is written here: a line for each role, a column for each situation. */
function table(text: string): Row {
  const [heads, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  expect(heads).toEqual(SITUATIONS);
  expect(lines.map(([role]) => role)).toEqual(ROLES);
  return Object.fromEntries(lines.map(([role, ...marks]) => [role, marks.join('')])) as Row;
}

const SEEN = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           +     -         -        -      -      -       -         -        -         -
  representative   -     -         +        -      -      -       -         -        +         -
  care-team        -     +         -        -      -      -       -         -        +         -
  finance          -     -         -        +      +      -       -         -        +         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
/** Of a person for whom it hosts an account, no more than that account is finance's. */
const PAID: Row = { ...SEEN, finance: '---+0---+-' };
/** Neither what they wish nor what they own is for whoever pays or hosts. */
const NOT_FINANCE: Row = { ...SEEN, finance: '---00---0-' };
const ONLY_OWN = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           +     -         -        -      -      -       -         -        -         -
  representative   -     -         0        -      -      -       -         -        0         -
  care-team        -     0         -        -      -      -       -         -        0         -
  finance          -     -         -        0      0      -       -         -        0         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
/** The one person of a holder, or of a representative of one. */
const ONESELF = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           +     -         -        -      -      -       -         -        -         -
  representative   -     -         +        -      -      -       -         -        -         -
  care-team        -     -         -        -      -      -       -         -        -         -
  finance          -     -         -        -      -      -       -         -        -         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
const SAID = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           +     -         -        -      -      -       -         -        -         -
  representative   -     -         -        -      -      -       -         -        -         -
  care-team        -     +         -        -      -      -       -         -        +         -
  finance          -     -         -        -      -      -       -         -        -         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
/** By those who work with the person. */
const NEEDED: Row = { ...SAID, holder: '----------' };
const SUSPENDED: Row = { ...SAID, 'care-team': '----------' };
/** A care team that has a relationship is told that it needs not open the record. */
const OPENED = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           -     -         -        -      -      -       -         -        -         -
  representative   -     -         -        -      -      -       -         -        -         -
  care-team        +     +         +        +      +      +       +         -        +         -
  finance          -     -         -        -      -      -       -         -        -         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
/** On the books of the team's own organisation; of a restricted record by its number alone. */
const FOUND: Row = { ...OPENED, 'care-team': '+++++++-++' };
const BROKEN: Row = { ...OPENED, 'care-team': '++++++++++' };
const DECIDED: Row = { ...OPENED, 'care-team': '----------', operator: '++++++++++' };
/** Whoever hosts the account records what moves in it; a holder spends what they direct. */
const SPENT = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           +     -         -        -      -      -       -         -        -         -
  representative   -     -         -        -      -      -       -         -        -         -
  care-team        -     -         -        -      -      -       -         -        -         -
  finance          -     -         -        +      +      -       -         -        +         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
const HOSTED: Row = { ...SPENT, holder: '----------' };
/** Beside the host, whoever pays, of its own money. */
const EXPECTING: Row = HOSTED;
/** For anybody who is known: a host need not have paid before. */
const ACCOUNT_OPENED: Row = { ...HOSTED, finance: '++++++++++' };
/** The assessors of the council that charges; a host as such charges nothing. */
const ASSESSED = table(`
                  own related represented funded hosted ended unrelated elsewhere withheld restricted
  holder           -     -         -        -      -      -       -         -        -         -
  representative   -     -         -        -      -      -       -         -        -         -
  care-team        -     +         -        -      -      -       -         -        +         -
  finance          -     -         -        +      -      -       -         -        +         -
  analyst          -     -         -        -      -      -       -         -        -         -
  operator         -     -         -        -      -      -       -         -        -         -
`);
/** What is for teams: a care team that has a relationship, and finance of whoever hosts or pays. */
const TEAMS: Row = { ...SEEN, holder: '----------', representative: '----------' };
const TEAM_QUERIES: Row = TEAMS;
/** Whoever pays, of its own money, in whatever account it is. */
const OF_FUNDER: Row = { ...HOSTED, finance: '---+----+-' };

/** By finance for anybody who is known: an award that no file brings has nothing before it. */
const RECORDED: Row = { ...ASSESSED, finance: '++++++++++' };
/** Who is none of the funders is told that they decide nothing. */
const SHARED: Row = { ...ASSESSED, finance: '000+0000+0' };

const TABLE: Readonly<Record<string, Row>> = {
  ...{ person: SEEN, integratedBudget: PAID, restatement: PAID, indicativeBudget: PAID },
  ...{ people: SEEN, viewer: ONESELF, findPeople: FOUND },
  ...{ accounts: SEEN, account: SEEN, statement: SEEN, expected: SEEN },
  ...{ setPaymentSchedule: EXPECTING, endPaymentSchedule: EXPECTING, offsetSurplus: EXPECTING },
  ...{ recordDeposit: HOSTED, recordSpend: SPENT, reverseMovement: HOSTED },
  ...{ placeHold: SPENT, recordInvoice: SPENT, releaseHold: SPENT, settleHold: SPENT },
  ...{ setAside: HOSTED, takeBackSetAside: HOSTED, transferMoney: HOSTED },
  ...{ recordContribution: HOSTED, recordRefund: HOSTED, decideQuestioned: HOSTED },
  ...{ recordPaymentMade: SPENT, waitingMovements: HOSTED, settleWaitingMovement: HOSTED },
  ...{ openAccount: ACCOUNT_OPENED },
  ...{ reclaims: SEEN, noticeReclaim: OF_FUNDER, withdrawReclaim: OF_FUNDER },
  ...{ recordReclaim: HOSTED },
  ...{ 'Person.queries': SEEN, queries: TEAM_QUERIES, reviewsDue: SEEN },
  ...{
    nameHelper: SAID,
    askQuery: SEEN,
    askForChange: PAID,
    answerQuery: TEAMS,
    recordReview: TEAMS,
  },
  ...{ 'Person.financialAssessments': NOT_FINANCE, financialAssessments: ASSESSED },
  ...{ recordedAwards: PAID, decisions: PAID, told: PAID, unmetNeeds: PAID },
  ...{ recordAward: RECORDED, recordTold: RECORDED, endAward: ASSESSED, recordDecision: SHARED },
  ...{ recordUnmetNeed: NEEDED, endUnmetNeed: NEEDED },
  ...{ recordFinancialAssessment: ASSESSED, recordTopUp: ASSESSED },
  ...{ 'Person.deferredPayments': NOT_FINANCE, deferredPayments: ASSESSED },
  ...{ recordDeferredPayment: ASSESSED, recordDeferredEntry: ASSESSED },
  ...{ reading: NOT_FINANCE, wishes: NOT_FINANCE, representatives: ONLY_OWN, whoLooked: ONLY_OWN },
  ...{ recordWish: SAID, endWish: SAID, suspendRepresentative: SUSPENDED },
  ...{ openRecord: OPENED, breakGlass: BROKEN, decideMatch: DECIDED, reviewOpening: DECIDED },
};

/** Who is answered what is about nobody in particular; everybody else is refused alike. */
const FOR: Readonly<Record<string, readonly Role[]>> = {
  ...{ matchReviews: ['operator'], openRecords: ['operator'], breakGlassReviews: ['operator'] },
  ...{ deliveries: ['operator'], contracts: ['finance', 'operator'] },
  ...{ poolUsage: ['finance', 'analyst'], multiStream: ['finance', 'analyst'] },
  ...{ priceVariation: ['finance', 'analyst'], modeMix: ['finance', 'analyst'] },
  unmetNeed: ['finance', 'analyst'],
  contractPerformance: ['finance', 'analyst'],
  ...{ contract: ['finance', 'operator'], priceActivity: ['care-team', 'finance', 'operator'] },
  ...{ tariffs: ROLES, currencySchemes: ROLES, currencyScheme: ROLES, currency: ROLES },
  ...{ streams: ROLES, stream: ROLES, purposes: ROLES, closeYear: ['finance'] },
};

/** What analysts ask is noted. */
const NOTED = new Set([
  ...['poolUsage', 'multiStream', 'unmetNeed', 'priceVariation', 'modeMix', 'contractPerformance'],
]);

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world.hub.close());

const targetIn = (situation: Situation) => world.targets.get(situation) as Target;
const ask = ({ document, variables }: Operation, viewer: ReturnType<typeof viewerIn>, of: Target) =>
  world.hub.ask(viewer, document, variables(of));

interface Cell {
  readonly role: Role;
  readonly situation: Situation;
}

const expectedIn = (row: Row, { role, situation }: Cell) =>
  row[role][SITUATIONS.indexOf(situation)] as string;

/** What whoever is in this cell is answered for nobody. */
async function forNobody(operation: Operation, { role, situation }: Cell): Promise<string> {
  const viewer = viewerIn(role, operation.list ? null : situation);
  const answer = await ask(operation, viewer, NOBODY);
  if (answer.data && operation.tells(answer.data, NOBODY)) return 'told of nobody';
  return JSON.stringify(answer);
}

async function markIn(operation: Operation, cell: Cell, nobody: string): Promise<string> {
  const target = targetIn(cell.situation);
  const answer = await ask(operation, viewerIn(cell.role, cell.situation), target);
  if (JSON.stringify(answer) === nobody) return '-';
  return answer.data && operation.tells(answer.data, target) ? '+' : '0';
}

/** Asks in every cell, first where nothing is to be told: what is done cannot change what is not. */
async function marksOf(operation: Operation, row: Row) {
  const cells: Cell[] = ROLES.flatMap((role) =>
    SITUATIONS.map((situation) => ({ role, situation })),
  );
  const marks = new Map<Cell, string>();
  const before = await writtenIn(world.hub);
  const nobody = new Map<Cell, string>();
  for (const cell of cells) nobody.set(cell, await forNobody(operation, cell));
  const run = async (isRun: (mark: string) => boolean) => {
    for (const cell of cells.filter((each) => isRun(expectedIn(row, each)))) {
      marks.set(cell, await markIn(operation, cell, nobody.get(cell) as string));
    }
  };
  await run((mark) => mark === '-');
  expect(await writtenIn(world.hub)).toEqual(before);
  await run((mark) => mark !== '-');
  const found = ROLES.map((role) => {
    const own = cells.filter((cell) => cell.role === role);
    return [role, own.map((cell) => marks.get(cell)).join('')];
  });
  return { found: Object.fromEntries(found), before };
}

describe('an operation about one person', () => {
  it.each(READS.map((operation) => [operation.name, operation] as const))(
    '%s is answered by this table, and writes nothing but who looked',
    async (name, operation) => {
      const row = TABLE[name] as Row;
      const { found, before } = await marksOf(operation, row);
      expect(found).toEqual(row);
      const { reads: looked, ...others } = await writtenIn(world.hub);
      expect(others).toEqual({ ...before, reads: undefined });
      expect(looked).not.toBe(before.reads);
    },
  );
});

describe('an operation about nobody in particular', () => {
  it.each(LISTS.map((operation) => [operation.name, operation] as const))(
    '%s is for these roles, and refused alike to all others',
    async (name, operation) => {
      const refusals = new Set<string>();
      const answered: Role[] = [];
      const before = await writtenIn(world.hub);
      for (const role of ROLES) {
        const answer = await ask(operation, viewerIn(role, null), NOBODY);
        if (answer.errors) refusals.add(JSON.stringify(answer));
        else if (operation.tells(answer.data, NOBODY)) answered.push(role);
      }
      expect(answered).toEqual(FOR[name]);
      expect(refusals.size).toBe(answered.length === ROLES.length ? 0 : 1);
      for (const refusal of refusals) expect(refusal).toContain('"FORBIDDEN"');
      const { reads: _, ...others } = await writtenIn(world.hub);
      const { audit_events: noted } = NOTED.has(name) ? others : before;
      expect(others).toEqual({ ...before, audit_events: noted, reads: undefined });
      if (NOTED.has(name)) expect(noted).not.toBe(before.audit_events);
    },
  );
});

describe('a stream that is withheld', () => {
  /** Whoever is shown both: the same but for a grant of the one, which only they themself see. */
  const told = async (operation: Operation, role: Role, someone: 'withheld' | 'twin') => {
    const target = world.targets.get(someone) as Target;
    const { nhsNumber } = target;
    const viewer = viewerIn(role, 'withheld');
    const asking = role === 'holder' ? { ...viewer, nhsNumber } : viewer;
    const answer = JSON.stringify(await ask(operation, asking, target));
    return Object.values(target).reduce((text, key) => text.replaceAll(key, 'theirs'), answer);
  };
  const ofOne = READS.filter(({ list, name }) => !list && name !== 'whoLooked');

  it.each(['representative', 'care-team', 'finance'] as const)(
    'leaves no trace in the answer to %s',
    async (role) => {
      for (const operation of ofOne) {
        const withheld = await told(operation, role, 'withheld');
        expect(withheld).toContain('{"data":{');
        expect(withheld).toBe(await told(operation, role, 'twin'));
      }
    },
  );

  it('is there for the person', async () => {
    const ofMoney = ['person', 'integratedBudget', 'restatement'];
    for (const operation of ofOne.filter(({ name }) => ofMoney.includes(name))) {
      expect(await told(operation, 'holder', 'withheld')).not.toBe(
        await told(operation, 'holder', 'twin'),
      );
    }
  });
});

// Last, for what is done here changes what is told.
describe('a change to what is one person’s', () => {
  it.each(CHANGES.map((operation) => [operation.name, operation] as const))(
    '%s is answered by this table, and where it is not done nothing is written',
    async (name, operation) => {
      const row = TABLE[name] as Row;
      expect((await marksOf(operation, row)).found).toEqual(row);
    },
  );
});

describe('an act about an organisation’s own books', () => {
  it('closeYear is for these roles; to all others no year is one that they may close', async () => {
    const refusals = new Set<string>();
    const answered: Role[] = [];
    for (const role of ROLES) {
      const before = await writtenIn(world.hub);
      const answer = await ask(CLOSE_YEAR, viewerIn(role, null), NOBODY);
      if (CLOSE_YEAR.tells(answer.data, NOBODY)) {
        answered.push(role);
        continue;
      }
      refusals.add(JSON.stringify(answer));
      expect(await writtenIn(world.hub)).toEqual(before);
    }
    expect(answered).toEqual(FOR.closeYear);
    expect([...refusals]).toEqual([expect.stringContaining('"NOT_FOUND"')]);
  });
});

describe('a pool', () => {
  const host = { ...viewerIn('finance', null), organisation: 'E08000039' };
  const partner = { ...host, organisation: 'E06000001' };
  const others = ROLES.map((role) => {
    const viewer = viewerIn(role, null);
    // Whoever is at the host, and not of its finance; and finance of whoever is no party.
    return role === 'finance' ? viewer : { ...viewer, organisation: 'E08000039' };
  });

  it('is told to finance of its host and of its partners, to all others as one that is none', async () => {
    const none = JSON.stringify(await ask(POOL_READ(NO_POOL), host, NOBODY));
    for (const viewer of [host, partner]) {
      expect(POOL_READ(POOL).tells((await ask(POOL_READ(POOL), viewer, NOBODY)).data, NOBODY)).toBe(
        true,
      );
    }
    for (const viewer of others) {
      expect(JSON.stringify(await ask(POOL_READ(POOL), viewer, NOBODY))).toBe(none);
    }
  });

  it.each(poolChanges(true).map(({ name }, at) => [name, at] as const))(
    '%s is for finance of its host; to all others it is of a pool that is none',
    async (_name, at) => {
      const [real, none] = [
        poolChanges(true)[at] as Operation,
        poolChanges(false)[at] as Operation,
      ];
      const before = await writtenIn(world.hub);
      for (const viewer of [partner, ...others]) {
        const answer = JSON.stringify(await ask(real, viewer, NOBODY));
        expect(answer).toContain('"NOT_FOUND"');
        expect(answer).toBe(JSON.stringify(await ask(none, viewer, NOBODY)));
      }
      expect(await writtenIn(world.hub)).toEqual(before);
      expect(real.tells((await ask(real, host, NOBODY)).data, NOBODY)).toBe(true);
    },
  );
});

/** Fields of the operations and of a person that no document here asks for. */
function notAsked(operations: readonly Operation[]): string[] {
  const asked = new Set<string>();
  for (const { document } of operations) {
    const parsed = parse(document);
    expect(validate(schema, parsed)).toEqual([]);
    const types = new TypeInfo(schema);
    const note = {
      Field: () => void asked.add(`${types.getParentType()}.${types.getFieldDef()?.name}`),
    };
    visit(parsed, visitWithTypeInfo(types, note));
  }
  return ['Query', 'Mutation', 'Person'].flatMap((name) => {
    const type = schema.getType(name) as ReturnType<typeof schema.getQueryType>;
    const fields = Object.keys(type?.getFields() ?? {}).map((field) => `${name}.${field}`);
    return fields.filter((field) => !asked.has(field));
  });
}

describe('the table', () => {
  const POOLS = [POOL_READ(POOL), ...poolChanges(true)];
  const ALL = [...READS, ...CHANGES, ...LISTS, CLOSE_YEAR, ...POOLS];

  it('has a row for every operation and every field of a person', () => {
    expect(notAsked(ALL)).toEqual([]);
    const rows = [...Object.keys(TABLE), ...Object.keys(FOR)].sort();
    const inTable = ALL.filter((operation) => !POOLS.includes(operation));
    expect(rows).toEqual(inTable.map(({ name }) => name).sort());
  });

  it('is refused without one', () => {
    const without = (...names: string[]) => ALL.filter(({ name }) => !names.includes(name));
    expect(notAsked(without('wishes', 'breakGlass', 'stream')).sort()).toEqual(
      ['Mutation.breakGlass', 'Person.wishes', 'Query.stream'].sort(),
    );
  });
});
