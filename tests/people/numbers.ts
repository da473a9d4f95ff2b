/** So many different NHS numbers of the range kept for tests, each with its check digit. */
export function testNhsNumbers(count: number): string[] {
  const numbers: string[] = [];
  for (let middle = 100_000; numbers.length < count; middle += 1) {
    const nine = `999${middle}`;
    const sum = [...nine].reduce((all, digit, place) => all + Number(digit) * (10 - place), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) numbers.push(`${nine}${check}`);
  }
  return numbers;
}
