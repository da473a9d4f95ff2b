import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '../../src/rate-limit.ts';

describe('a token bucket', () => {
  it('lets a burst through, then as many as come back', () => {
    let now = 0;
    const buckets = new TokenBuckets({ burst: 1000, perSecond: 100 }, () => now);
    const taken = (times: number) =>
      Array.from({ length: times }, () => buckets.take('ann')).filter((wait) => wait === 0).length;
    expect(taken(1200)).toBe(1000);
    expect(buckets.take('ann')).toBe(1);
    expect(buckets.take('bob')).toBe(0);
    now += 500;
    expect(taken(100)).toBe(50);
    now += 3_600_000;
    expect(taken(1200)).toBe(1000);
  });

  it('says how long to wait: after that there is a token, and not a second before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 40 }),
        (burst, slow) => {
          let now = 0;
          const buckets = new TokenBuckets({ burst, perSecond: 1 / slow }, () => now);
          for (let at = 0; at < burst; at += 1) expect(buckets.take('ann')).toBe(0);
          const wait = buckets.take('ann');
          expect(wait).toBe(slow);
          now += (wait - 1) * 1000;
          expect(buckets.take('ann')).toBe(1);
          now += 1001;
          expect(buckets.take('ann')).toBe(0);
        },
      ),
    );
  });

  it('never lets more through than burst and refill, however requests come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let now = 0;
        let through = 0;
        const buckets = new TokenBuckets({ burst: 10, perSecond: 5 }, () => now);
        for (const wait of waits) {
          now += wait;
          if (buckets.take('ann') === 0) through += 1;
        }
        expect(through).toBeLessThanOrEqual(10 + Math.floor((now / 1000) * 5 + 1e-6));
      }),
    );
  });

  it('keeps a bounded number of subjects, those of late', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 0.001 }, () => 0, 100);
    for (let at = 0; at < 1000; at += 1) buckets.take(`subject ${at}`);
    expect(buckets.kept).toBe(100);
    expect(buckets.take('subject 999')).toBeGreaterThan(0);
  });
});
