import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { type Spike, startSpike } from '../support/spike';
import { openVisit, PHONE } from './visit';

const LAPTOP = { viewport: { width: 1280, height: 860 }, locale: 'en-GB' } as const;

/** A university whose Moodle has no web services, in a real Chromium. */
describe('the page at a university without web services', () => {
  let spike: Spike;
  let browser: Browser;
  beforeAll(async () => {
    spike = await startSpike({ page: true });
    spike.demo.control.site.webServices = false;
    spike.demo.control.addStudent({
      username: 'pupil',
      courses: 3,
      modulesPerCourse: 6,
      assignmentsPerCourse: 1,
      seed: 'pupil',
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await spike.stop();
  });

  it.each([
    ['Hebrew, on a phone', PHONE, 'המודל נקרא דרך דפי האתר שלו', 'ניסיונות המענה בבחנים', 'rtl'],
    ['English, on a laptop', LAPTOP, 'Moodle was read through its web pages', 'Attempts at quizzes', 'ltr'],
  ] as const)('says what cannot be seen there, in %s', async (_name, look, sentence, gap, direction) => {
    const visit = await openVisit(browser, spike, look);
    const { context, page, at } = visit;
    if (direction === 'ltr') await context.addInitScript(`localStorage.setItem('spike-language', 'en')`);
    await visit.signIn('pupil');
    await visit.completed();
    expect(await page.evaluate('document.documentElement.dir')).toBe(direction);
    const note = at('coverage');
    expect(await note.locator('summary').innerText()).toContain(sentence);
    expect(await at('coverage-gap').first().isVisible()).toBe(false);
    await note.locator('summary').click();
    await at('coverage-gap').first().waitFor();
    expect(await at('coverage-gap').allInnerTexts()).toContain(gap);
    expect(await visit.overflow()).toBeLessThanOrEqual(0);
    if (process.env.SPIKE_SHOTS)
      await page.screenshot({ path: `${process.env.SPIKE_SHOTS}/coverage-${direction}.png`, fullPage: true });
    // A later sync needs the password, which is not kept.
    await at('sync-start').click();
    await at('sync-sign-in').waitFor();
    if (process.env.SPIKE_SHOTS)
      await page.screenshot({ path: `${process.env.SPIKE_SHOTS}/again-${direction}.png`, fullPage: true });
    await at('sync-sign-in').click();
    await at('login-password').waitFor();
    await context.close();
  });
});
