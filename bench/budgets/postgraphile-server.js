/** PostGraphile 5 over the hub's tables, as its documentation sets it up for production. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CONNECTIONS, DATABASE_URL, PEERS } from './settings.js';

const peers = createRequire(join(PEERS, 'package.json'));
/** @param {string} name */
const peer = (name) => import(pathToFileURL(peers.resolve(name)).href);

const { postgraphile } = await peer('postgraphile');
const { PostGraphileAmberPreset } = await peer('postgraphile/presets/amber');
const { makePgService } = await peer('postgraphile/adaptors/pg');
const { grafserv } = await peer('postgraphile/grafserv/node');
const { jsonPgSmartTags } = await peer('postgraphile/utils');
const { PostGraphileConnectionFilterPreset } = await peer('postgraphile-plugin-connection-filter');

const schema = process.env.TENANT ?? 'bench';
const url = new URL(DATABASE_URL);
url.searchParams.set('options', '-c jit=off');

/** A person is the set of identities with one person_id, which is one of theirs. */
const tags = {
  version: 1,
  config: {
    class: {
      // Its own name would be that of all queries.
      [`${schema}.queries`]: { tags: { name: 'money_queries' } },
      [`${schema}.identities`]: {
        tags: {
          foreignKey:
            '(person_id) references identities (id)|@fieldName person|@foreignFieldName told',
        },
      },
    },
  },
};

const instance = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  // Filters on columns without an index of their own; the rows are found by those that have one.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  plugins: [jsonPgSmartTags(tags)],
  pgServices: [
    makePgService({
      connectionString: url.href,
      schemas: [schema],
      poolConfig: { max: CONNECTIONS },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
});

const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  process.stdout.write(`ready on http://127.0.0.1:${port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
