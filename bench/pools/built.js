/**
 * A file of the built hub: the bench measures what ships. Types are those of its source.
 * @param {string} path
 */
const built = (path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href);

/** @returns {Promise<typeof import('../../src/pools/publish.ts')>} */
export const publishing = () => built('src/pools/publish');

/** @returns {Promise<typeof import('../../src/pools/read-usage.ts')>} */
export const reading = () => built('src/pools/read-usage');

/** @returns {Promise<typeof import('../../src/pools/read-pool.ts')>} */
export const account = () => built('src/pools/read-pool');

/** @returns {Promise<typeof import('../../src/pools/attribute.ts')>} */
export const attribution = () => built('src/pools/attribute');

/** @returns {Promise<typeof import('../../src/pools/rules-store.ts')>} */
export const rules = () => built('src/pools/rules-store');

/** @returns {Promise<typeof import('../../src/ledger/months-store.ts')>} */
export const months = () => built('src/ledger/months-store');

/** @returns {Promise<typeof import('../../src/pools/published-tables.ts')>} */
export const published = () => built('src/pools/published-tables');
