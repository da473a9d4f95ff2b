/**
 * A file of the built hub: the bench measures what ships. Types are those of its source.
 * @param {string} path
 */
const built = (path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href);

/** @returns {Promise<typeof import('../../src/web/figure-csv.ts')>} */
export const csv = () => built('src/web/figure-csv');

/** @returns {Promise<typeof import('../../src/web/figure-workbook.ts')>} */
export const workbook = () => built('src/web/figure-workbook');

/** @returns {Promise<typeof import('../../src/web/messages.ts')>} */
export const messages = () => built('src/web/messages');

/** @returns {Promise<typeof import('../../src/web/figures.ts')>} */
export const figures = () => built('src/web/figures');
