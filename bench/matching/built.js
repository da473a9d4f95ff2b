/**
 * A file of the built hub: the bench measures what ships. Types are those of its source.
 * @param {string} path
 */
const built = (path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href);

/** @returns {Promise<typeof import('../../src/people/match.ts')>} */
export const matching = () => built('src/people/match');

/** @returns {Promise<typeof import('../../src/people/match-levels.ts')>} */
export const levels = () => built('src/people/match-levels');

/** @returns {Promise<typeof import('../../src/people/match-blocking.ts')>} */
export const blocking = () => built('src/people/match-blocking');

/** @returns {Promise<typeof import('../../src/people/joining.ts')>} */
export const joining = () => built('src/people/joining');

/** @returns {Promise<typeof import('../../src/people/store.ts')>} */
export const store = () => built('src/people/store');

/** @returns {Promise<typeof import('../../src/people/resolve.ts')>} */
export const resolving = () => built('src/people/resolve');

/** @returns {Promise<typeof import('../../seeds/people-truth.ts')>} */
export const truth = () => built('seeds/people-truth');

/** @returns {Promise<typeof import('../../seeds/reference/match-model.ts')>} */
export const reference = () => built('seeds/reference/match-model');

/** @returns {Promise<typeof import('../../seeds/run.ts')>} */
export const seeding = () => built('seeds/run');

/** @returns {Promise<typeof import('../../src/db/embedded.ts')>} */
export const embedded = () => built('src/db/embedded');

/** @returns {Promise<typeof import('../../src/db/database.ts')>} */
export const database = () => built('src/db/database');

/** @returns {Promise<typeof import('../../src/db/migrate.ts')>} */
export const migrating = () => built('src/db/migrate');
