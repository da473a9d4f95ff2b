/**
 * What the hub is held against: a bare server that sends one statement and passes on its text. It
 * asks for no token, checks no access, reads no GraphQL and has no limits.
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import postgres from 'postgres';
import { CORE_STATEMENT, PAGE_STATEMENT } from './by-hand/statements.js';
import { CARE_TEAM, CONNECTIONS, DATABASE_URL, TODAY, YEARS } from './settings.js';

const sql = postgres(DATABASE_URL, {
  max: CONNECTIONS,
  fetch_types: false,
  types: { date: { to: 1082, from: [1082], serialize: String, parse: String } },
  connection: {
    search_path: process.env.TENANT ?? 'bench',
    TimeZone: 'UTC',
    jit: false,
    // The statements are long: planning them takes far longer than running them.
    plan_cache_mode: 'force_generic_plan',
  },
});

/** Before every id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const years = new Map(YEARS.map((year) => [year.name, year]));

/** @param {{ nhsNumber?: string, year: string, first: number, after: string | null }} asked */
async function answer(asked) {
  const year = years.get(asked.year);
  if (!year) throw new RangeError('no such year');
  const days = [year.name, year.from, year.until, TODAY];
  const after = asked.after ? Buffer.from(asked.after, 'base64url').toString() : NOBODY;
  const [row] = asked.nhsNumber
    ? await sql.unsafe(CORE_STATEMENT, [asked.nhsNumber, ...days], { prepare: true })
    : await sql.unsafe(PAGE_STATEMENT, [CARE_TEAM, ...days, after, asked.first + 1], {
        prepare: true,
      });
  return String(row?.answer);
}

const server = createServer(async (req, res) => {
  try {
    const body = await answer(JSON.parse(await text(req)));
    res.setHeader('content-type', 'application/json');
    res.end(body);
  } catch (error) {
    res.statusCode = 500;
    res.end(String(error));
  }
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  process.stdout.write(`ready on http://127.0.0.1:${port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
