import { embedded, keeping, migrating, reference, seeding } from './built.js';

/** @typedef {import('../../src/values/plain-date.ts').PlainDate} PlainDate */
/** @typedef {import('../../src/currencies/tariff.ts').Tariff} Tariff */
/** @typedef {{ codes: string[], providers: string[] }} HavePrices */

const day = (/** @type {string} */ text) => /** @type {PlainDate} */ (text);

/** The price years of the HRG prices in the reference data. */
const YEARS = [
  { from: day('2017-04-01'), until: day('2018-04-01') },
  { from: day('2018-04-01'), until: day('2019-04-01') },
];

const SOURCE = 'made up for measuring: not what anybody pays';

/**
 * A database of the bench's own: the reference data, and made up what that lacks of 2017-19, a
 * short-stay share for every code and for every provider the factor of a later year.
 * @param {string} folder
 * @returns {Promise<HavePrices>} the codes and providers that have prices
 */
export async function makePrices(folder) {
  const { openEmbedded } = await embedded();
  const { migrate } = await migrating();
  const { seedReference } = await seeding();
  const { keepFactors, keepTariffs } = await keeping();
  const { referenceFactors, referenceTariffs } = await reference();
  const of2017 = referenceTariffs().filter(
    ({ scheme, kind, days }) =>
      scheme === 'hrg' && kind === 'ELECTIVE' && days.from === YEARS[0]?.from,
  );
  const factors = referenceFactors();
  const db = await openEmbedded({ folder, tenant: 'public' });
  try {
    await migrate(db);
    await seedReference({ db });
    const shares = of2017.flatMap((tariff) => YEARS.map((days) => shortStay(tariff, days)));
    await keepTariffs(db, shares);
    const earlier = factors.flatMap((factor) =>
      YEARS.map((days) => ({ ...factor, days, knownFrom: days.from, source: SOURCE })),
    );
    await keepFactors(db, earlier);
  } finally {
    await db.close();
  }
  return {
    codes: of2017.map(({ code }) => code).sort(),
    providers: factors.map(({ provider }) => provider).sort(),
  };
}

/**
 * @param {Tariff} tariff
 * @param {typeof YEARS[number]} days
 * @returns {Tariff}
 */
function shortStay(tariff, days) {
  return {
    ...tariff,
    ...{ kind: 'SHORT_STAY', days, knownFrom: days.from, pounds: null, source: SOURCE },
    ...{ percent: { n: 70n, d: 1n }, trimPoint: null, longStayPounds: null },
  };
}
