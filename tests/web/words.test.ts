import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/web/look.ts';
import { readMessages } from '../../src/web/messages.ts';
import { openServed, type Served } from './served.ts';

/** Words of offices and systems that no person has to know; of item 4 of the wording and of the data. */
const INTERNAL: Readonly<Record<string, RegExp>> = {
  en: /\b(award(s|ed)?|contribution|surplus|case|service users?|delivery|deliveries|stream|basis|ceiling|recurring|notional|commissioned|third party|reclaim|funder|tariff|adapter|ledger|entitlement|reject(ed)?|idempotency|null|undefined|NaN|object Object)\b|\b[A-Z]{3,}_[A-Z_]+\b/i,
  cy: /\b(dyfarniad(au)?|cyfraniad|gwarged|achos|defnyddwyr? gwasanaeth|ffrwd|cyllidwyr?|nenfwd|tariff|cyfriflyfr|null|undefined|NaN|object Object)\b|\b[A-Z]{3,}_[A-Z_]+\b/i,
};
/** Codes and names that would tell what somebody is treated for. */
const DIAGNOSIS =
  /\b(HRG|ICD|OPCS|cluster|care product|[A-Z]{2}\d{2}[A-Z]|diagnos\w*|dementia|psychosis|schizophren\w*|epilep\w*|autis\w*|depress\w*|disorder|disab(led|ility) facilities|clwstwr|dementia|seicosis|anhwylder)\b/;

const PATHS = [
  ...['/', '/statement', '/budget', '/budget?year=2026-27', '/complain', '/questions'],
  ...[
    '/ask?about=OTHER',
    '/ask?about=STATEMENT&number=x',
    '/agreements',
    '/helpers',
    '/reading',
    '/still-here',
    '/who-looked',
    '/nothing',
  ],
  ...['/statement?from=x', '/statement?as=csv', '/statement?as=json'],
];

/** What the pages of one person may say all the same: names that the bodies and laws have. */
const NAMES = /Disabled Facilities Grant|Independent Case Examiner|Archwiliwr Achosion Annibynnol/g;

let served: Served;
beforeAll(async () => {
  served = await openServed();
});
afterAll(() => served.close());

describe.each(LANGUAGES)('what a person reads in %s', (language) => {
  it.each(['full', 'easy'])('has no internal word and names no diagnosis: %s', async (format) => {
    const ann = await served.visit('ann');
    const [change = ''] =
      /\/change\?award=[0-9a-f-]{36}/.exec((await ann.get('/budget')).html) ?? [];
    for (const path of [...PATHS, change]) {
      const sign = path.includes('?') ? '&' : '?';
      const { text } = await ann.get(`${path}${sign}lang=${language}&format=${format}`);
      const said = path.includes('as=json') ? valuesOf(text) : text.replaceAll(NAMES, '');
      expect(said.length).toBeGreaterThan(20);
      expect([path, INTERNAL[language]?.exec(said)?.[0]]).toEqual([path, undefined]);
      expect([path, DIAGNOSIS.exec(said)?.[0]]).toEqual([path, undefined]);
    }
  });

  it('is the same in the messages of pages that no test opens', () => {
    const pages = [
      'acting',
      'agreements',
      'ask',
      'budget',
      'change',
      'complain',
      'frame',
      'home',
      'purpose',
    ];
    const others = [
      'evidence',
      'questions',
      'sign-in',
      'statement',
      'trouble',
      'who-looked',
      'worked-out',
    ];
    const messages = Object.entries(readMessages(language)).filter(([key]) =>
      [...pages, ...others].includes(key.replace('easy:', '').split('.')[0] as string),
    );
    expect(messages.length).toBeGreaterThan(150);
    for (const [key, message] of messages) {
      const said = message.replaceAll(/\{[^{}]*\}/g, '').replaceAll(NAMES, '');
      expect([key, INTERNAL[language]?.exec(said)?.[0]]).toEqual([key, undefined]);
    }
  });
});

/** Fields that hold a program's codes, each with words beside it. */
const CODES = ['code', 'kind', 'sector', 'nature', 'every', 'review', 'because'];

/** What data says, without the names of its fields: those are a program's. */
function valuesOf(json: string): string {
  const said: string[] = [];
  JSON.parse(json, (key, value) => {
    if (typeof value === 'string' && !CODES.includes(key)) said.push(value);
    return value;
  });
  return said.join(' ');
}
