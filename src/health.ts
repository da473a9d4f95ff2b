import type { Express } from 'express';
import { methods } from './http-checks.ts';
import type { Hub } from './hub.ts';

/** Whether the hub has been asked to stop. */
export interface Running {
  stopping: boolean;
}

/** Live: the process answers. Ready: it may be sent requests. */
export function health(app: Express, hub: Hub, running: Readonly<Running>): void {
  const readOnly = methods('GET', 'HEAD');
  app.all('/health/live', readOnly, (_req, res) => void res.json({ status: 'live' }));
  app.all('/health/ready', readOnly, async (_req, res) => {
    try {
      if (running.stopping) throw new Error('stopping');
      await hub.ready();
      res.json({ status: 'ready' });
    } catch {
      res.status(503).json({ status: 'not ready' });
    }
  });
}
