/** Letters only, in upper case and without accents, words parted by one space. */
export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z\s-]/g, '')
    .replace(/[\s-]+/g, ' ')
    .trim();
}

/** How alike two words are, 0 to 1, by Jaro with Winkler’s prefix of up to four letters. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const found: string[] = [];
  for (let at = 0; at < a.length; at += 1) {
    const last = Math.min(b.length - 1, at + reach);
    for (let other = Math.max(0, at - reach); other <= last; other += 1) {
      if (taken[other] || a[at] !== b[other]) continue;
      taken[other] = true;
      found.push(a[at] as string);
      break;
    }
  }
  const same = found.length;
  if (same === 0) return 0;
  const facing = [...b].filter((_, at) => taken[at]);
  const moved = found.filter((letter, at) => letter !== facing[at]).length / 2;
  return (same / a.length + same / b.length + (same - moved) / same) / 3;
}

/** One letter left out, put in or typed wrong, or two neighbours the wrong way round. */
export function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restsAlike = (fromA: number, fromB: number) =>
    a.slice(start + fromA) === b.slice(start + fromB);
  if (restsAlike(1, 1) || restsAlike(1, 0) || restsAlike(0, 1)) return a !== b;
  return a[start] === b[start + 1] && a[start + 1] === b[start] && restsAlike(2, 2);
}
