import { parseArgs } from 'node:util';
import { benchBudgets } from './budgets/bench.js';
import { benchExports } from './exports/bench.js';
import { benchLedger } from './ledger/bench.js';
import { benchMatching } from './matching/bench.js';
import { benchPages } from './pages/bench.js';
import { benchPools } from './pools/bench.js';
import { benchPricing } from './pricing/bench.js';

const BENCHES = {
  budgets: benchBudgets,
  exports: benchExports,
  ledger: benchLedger,
  matching: benchMatching,
  pages: benchPages,
  pools: benchPools,
  pricing: benchPricing,
};

const USAGE = `usage: npm run bench -- [budgets|exports|ledger|matching|pages|pools|pricing] [--smoke] [--keep] [--rounds N] [--people N] [--rows N] [--identities N]

  --smoke      few people or rows, one round, without PostGraphile, no thresholds (for CI)
  --keep       leaves the ledgers of the bench of pools for its next run
  --rounds N   rounds of the full bench, 5 or more (default 7)
  --people N   people of the full bench of budgets (default 50000)
  --rows N     spells of the full bench of pricing (default 1000000)
  --identities N  identities of the full bench of matching (default 100000)
`;

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      smoke: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
      people: { type: 'string', default: '50000' },
      rows: { type: 'string', default: '1000000' },
      identities: { type: 'string', default: '100000' },
    },
  });
  const [name = 'budgets'] = positionals;
  const rounds = Number(values.rounds);
  const people = Number(values.people);
  const rows = Number(values.rows);
  const identities = Number(values.identities);
  const enough = rounds >= 1 && people >= 100 && rows >= 100 && identities >= 100;
  if (!(name in BENCHES) || !enough) {
    process.stderr.write(USAGE);
    return 2;
  }
  const bench = BENCHES[/** @type {keyof typeof BENCHES} */ (name)];
  return bench({ smoke: values.smoke, keep: values.keep, rounds, people, rows, identities });
}

process.exitCode = await main();
