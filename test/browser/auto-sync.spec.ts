import type { Browser } from 'playwright-core';
import { SyncService } from '../../src/sync';
import { launchChromium } from '../support/chromium';
import { addStudent, type Spike, startSpike, until } from '../support/spike';
import { openVisit, PHONE, type Visit } from './visit';

const LAPTOP = { viewport: { width: 1280, height: 860 }, locale: 'en-GB' } as const;

/** Syncs by schedule on the page, in a real Chromium. */
describe('automatic sync on the page', () => {
  let spike: Spike;
  let browser: Browser;
  beforeAll(async () => {
    spike = await startSpike({ page: true });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await spike.stop();
  });

  /** Written only where a folder for it is named. */
  const shoot = async ({ page }: Visit, name: string): Promise<void> => {
    const folder = process.env.SPIKE_SHOTS;
    if (folder) await page.screenshot({ path: `${folder}/auto-sync-${name}.png` });
  };

  it.each([
    ['Hebrew, on a phone', PHONE, 'he', 'light', 'סנכרון אוטומטי', /^הבא: /, 'מתעדכן רק', 'צריך להתחבר שוב'],
    [
      'Hebrew, on a phone, dark',
      PHONE,
      'he',
      'dark',
      'סנכרון אוטומטי',
      /^הבא: /,
      'מתעדכן רק',
      'צריך להתחבר שוב',
    ],
    [
      'English, on a laptop',
      LAPTOP,
      'en',
      'light',
      'Automatic sync',
      /^Next: /,
      'Updates only',
      'sign in again',
    ],
    [
      'English, on a laptop, dark',
      LAPTOP,
      'en',
      'dark',
      'Automatic sync',
      /^Next: /,
      'Updates only',
      'sign in again',
    ],
  ] as const)('%s', async (_name, look, language, scheme, label, next, off, again) => {
    const { username, password } = addStudent(spike, 2);
    const visit = await openVisit(browser, spike, { ...look, colorScheme: scheme });
    const { context, page, at } = visit;
    await context.addInitScript(`localStorage.setItem('spike-language', '${language}')`);
    await visit.signIn(username, password);
    await visit.completed();
    const shot = `${language}-${scheme}`;

    // Found by its role and name, as a screen reader finds it.
    const control = page.getByRole('switch', { name: label });
    await control.waitFor();
    expect(await control.isChecked()).toBe(true);
    await page.getByText(next).waitFor();
    await shoot(visit, `${shot}-on`);
    await control.focus();
    await page.keyboard.press('Space');
    await page.getByText(off).waitFor();
    await page.reload();
    await control.waitFor();
    expect(await control.isChecked()).toBe(false);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    await shoot(visit, `${shot}-off`);
    await control.focus();
    await page.keyboard.press('Space');
    await page.getByText(next).waitFor();

    // The token dies while nobody is here; the page says so when it is opened.
    spike.demo.control.revokeToken(username);
    const [{ id } = { id: '' }] = await spike.sql<{ id: string }>(
      'SELECT id FROM students WHERE username = $1',
      [username],
    );
    await spike.app.get(SyncService).startBackgroundSync(id, 'demo', 'schedule');
    const dead = () =>
      spike.sql('SELECT FROM moodle_credentials WHERE student_id = $1 AND refused_at IS NOT NULL', [id]);
    await until(async () => (await dead()).length === 1);
    await spike.sql(`DELETE FROM sync_jobs`); // the sync that found it out is long gone
    await page.reload();
    await at('sign-in-again').waitFor();
    expect(await at('sign-in-again').innerText()).toContain(again);
    expect(await page.getByRole('switch', { name: label }).count()).toBe(0);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    await shoot(visit, `${shot}-again`);
    await at('sign-in-again-button').click();
    await at('login-password').waitFor();
    expect(visit.faults).toEqual([]);
    await context.close();
  });

  it('says at a site without tokens why there is none', async () => {
    spike.demo.control.site.webServices = false;
    try {
      const { username, password } = addStudent(spike, 1);
      const visit = await openVisit(browser, spike);
      await visit.signIn(username, password);
      await visit.completed();
      await visit.at('auto-sync-none').waitFor();
      expect(await visit.at('auto-sync').count()).toBe(0);
      await shoot(visit, 'he-light-none');
      await visit.context.close();
    } finally {
      spike.demo.control.site.webServices = true;
    }
  });
});
