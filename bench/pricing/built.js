/**
 * A file of the built hub: the bench measures what ships. Types are those of its source.
 * @param {string} path
 */
const built = (path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href);

/** @returns {Promise<typeof import('../../src/deliveries/price-file.ts')>} */
export const activities = () => built('src/deliveries/price-file');

/** @returns {Promise<typeof import('../../src/currencies/service.ts')>} */
export const pricing = () => built('src/currencies/service');

/** @returns {Promise<typeof import('../../src/currencies/store.ts')>} */
export const books = () => built('src/currencies/store');

/** @returns {Promise<typeof import('../../src/currencies/write.ts')>} */
export const keeping = () => built('src/currencies/write');

/** @returns {Promise<typeof import('../../src/streams/store.ts')>} */
export const streams = () => built('src/streams/store');

/** @returns {Promise<typeof import('../../src/db/embedded.ts')>} */
export const embedded = () => built('src/db/embedded');

/** @returns {Promise<typeof import('../../src/db/migrate.ts')>} */
export const migrating = () => built('src/db/migrate');

/** @returns {Promise<typeof import('../../seeds/run.ts')>} */
export const seeding = () => built('seeds/run');

/** @returns {Promise<typeof import('../../seeds/reference/tariffs.ts')>} */
export const reference = () => built('seeds/reference/tariffs');
