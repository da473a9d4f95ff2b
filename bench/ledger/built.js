/**
 * A file of the built hub: the bench measures what ships. Types are those of its source.
 * @param {string} path
 */
const built = (path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href);

/** @returns {Promise<typeof import('../../src/hub.ts')>} */
export const hubs = () => built('src/hub');

/** @returns {Promise<typeof import('../../src/config.ts')>} */
export const configuration = () => built('src/config');

/** @returns {Promise<typeof import('../../seeds/run.ts')>} */
export const seeding = () => built('seeds/run');

/** @returns {Promise<typeof import('../../src/people/service.ts')>} */
export const people = () => built('src/people/service');

/** @returns {Promise<typeof import('../../src/ledger/open-account.ts')>} */
export const opening = () => built('src/ledger/open-account');

/** @returns {Promise<typeof import('../../src/ledger/record-deposit.ts')>} */
export const depositing = () => built('src/ledger/record-deposit');

/** @returns {Promise<typeof import('../../src/ledger/record-spend.ts')>} */
export const spending = () => built('src/ledger/record-spend');

/** @returns {Promise<typeof import('../../src/ledger/verify.ts')>} */
export const verifying = () => built('src/ledger/verify');
