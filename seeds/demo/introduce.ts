import { signDemoToken } from '../../src/access/demo-key.ts';
import type { Hub } from '../../src/hub.ts';
import { fixedDay } from '../../src/streams/store.ts';
import { DEMO_CLAIMS, PASTE_QUERIES } from './access.ts';
import { DEMO_DAY } from './bodies.ts';

/** What a hub in demo mode prints when it answers: three tokens, and three commands to paste. */
export async function introduce({ db, config }: Hub, url: string): Promise<string[]> {
  const tokens = await Promise.all(
    DEMO_CLAIMS.map((claims) => signDemoToken(config.dataDir, claims)),
  );
  const named = DEMO_CLAIMS.map(({ role }, index) => `  ${role}: ${tokens[index]}`);
  const lines = ['', 'Tokens that hold for twelve hours:', ...named];
  if ((await fixedDay(db)) !== DEMO_DAY) return lines;
  const commands = PASTE_QUERIES.flatMap(({ title, claims, query, variables }) => [
    `# ${title}`,
    pasted(url, tokens[claims] as string, { query, variables }),
    '',
  ]);
  return [
    ...lines,
    '',
    `Today is ${DEMO_DAY} in this demonstration. Paste into a terminal:`,
    '',
    ...commands,
  ];
}

function pasted(url: string, token: string, body: object): string {
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  return `curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${json}'`;
}
