import { BadValue } from '../values/bad-value.ts';
import { decimal, type Ratio, ratio, times } from '../values/ratio.ts';

const FRACTION = /^(\d{1,9})\/([1-9]\d{0,8})$/;
const PERCENT = /^(\d{1,3}(?:\.\d{1,6})?) ?%$/;

/** An exact share, as `2/3` or `33.3%`; a bare `0.5` is refused, for it may be half or half a per cent. */
export function parseShare(text: string): Ratio {
  const [, n, d] = FRACTION.exec(text) ?? [];
  if (n && d) return ratio(BigInt(n), BigInt(d));
  const [, percent] = PERCENT.exec(text) ?? [];
  if (percent) return times(decimal(percent), ratio(1, 100));
  throw new BadValue('BAD_NUMBER', 'is not a share such as 2/3 or 33.3%');
}
