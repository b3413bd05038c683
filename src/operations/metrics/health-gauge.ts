import { Gauge, type Registry } from 'prom-client';
import type { Health } from '../health/health';

/** What `/health/ready` says, for alerts that last longer than a look. */
export function healthGauge(registry: Registry, health: Health): void {
  new Gauge({
    name: 'spike_check',
    help: 'Parts of this process as /health/ready tells them: 1 when well, else 0 with the code of the fault.',
    labelNames: ['check', 'code'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [check, code] of Object.entries(await health.check()))
        this.set({ check, code }, code === 'ok' ? 1 : 0);
    },
  });
}
