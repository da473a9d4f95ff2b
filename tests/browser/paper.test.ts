import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServed, type Served } from '../web/served.ts';
import { WHY_NOT } from './chromium.ts';

let served: Served;
beforeAll(async () => {
  served = await openServed();
});
afterAll(() => served.close());

describe.skipIf(WHY_NOT)('a statement on paper', () => {
  it('is the page that was read, under its number, and kept as read', async () => {
    const ann = await served.visit('ann');
    const { html } = await ann.get('/statement');
    expect(html).toContain('as=pdf');
    const { status, headers, html: body } = await ann.get('/statement?as=pdf&lang=cy');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    const [, number = ''] = /Statement number ([^.]+)\./.exec(html) ?? [];
    const name = `statement-${number.replaceAll('/', '_')}.pdf`;
    expect(headers.get('content-disposition')).toContain(name);
    expect(body.slice(0, 5)).toBe('%PDF-');
    expect(body).toContain('/Lang (cy)');
  }, 120_000);

  it('of somebody without one is the page of nothing here', async () => {
    const worker = await served.visit('worker');
    expect((await worker.get('/statement?as=pdf')).status).toBe(404);
  });
});
