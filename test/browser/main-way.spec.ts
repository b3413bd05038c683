import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { type Spike, startSpike, until } from '../support/spike';
import { openVisit, type Visit } from './visit';

/** The page as a student meets it, in a real Chromium, against a whole Spike. */
describe('the page', () => {
  let spike: Spike;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let visit: Visit;

  beforeAll(async () => {
    spike = await startSpike({ page: true });
    browser = await launchChromium();
  });
  beforeEach(async () => {
    visit = await openVisit(browser, spike);
    ({ context, page } = visit);
  });
  afterEach(async () => {
    await context.close();
    spike.demo.control.releaseAll();
    expect(visit.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await spike.stop();
  });

  const at = (id: string) => visit.at(id);
  const signIn = (username: string, password?: string) => visit.signIn(username, password);
  const completed = () => visit.completed();

  it('takes a student from sign-in to an organised course, live, in Hebrew, on a phone', async () => {
    const hold = spike.demo.control.hold('core_course_get_contents', undefined, 4);
    await signIn('noa');
    expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
    await hold.arrived;
    // Some courses are read and the fourth is not: the bar stands in between, and says so to a screen reader.
    const bar = at('sync-bar');
    await until(async () => Number(await bar.getAttribute('aria-valuenow')) > 40);
    expect(Number(await bar.getAttribute('aria-valuenow'))).toBeLessThan(70);
    expect(await at('sync-message').innerText()).toContain('מנתח תוכן קורסים');
    expect(await at('sync-courses').innerText()).toMatch(/[1-3] מתוך 8 קורסים/);
    await at('course-card').first().waitFor(); // readable while the rest is still on its way
    hold.release();
    await completed();
    expect(await at('sync-message').innerText()).toContain('סנכרון הושלם בהצלחה');
    expect(await at('course-card').count()).toBe(8);
    await at('deadline-row').first().waitFor();

    await at('course-card').filter({ hasText: 'מבוא למדעי המחשב' }).click();
    await at('item-row').first().waitFor();
    const all = await at('item-row').count();
    await page.locator('[data-testid=category-chip][data-category=recitation]').click();
    const recitations = await at('item-row').allInnerTexts();
    expect(recitations.length).toBeGreaterThan(0);
    expect(recitations.length).toBeLessThan(all);

    await page.reload(); // the session and the place are kept
    await at('item-row').first().waitFor();
    await at('language-toggle').click();
    expect(await page.evaluate('document.documentElement.dir')).toBe('ltr');
    expect(await visit.overflow()).toBe(0);

    await at('sign-out').click();
    await at('login-submit').waitFor();
  }, 60_000);

  it('says plainly what went wrong with a sign-in', async () => {
    await signIn('noa', 'not the password');
    expect(await at('login-error').innerText()).toContain('שם המשתמש או הסיסמה שגויים');
    expect(visit.faults.splice(0).every((fault) => fault.includes('Failed to load resource'))).toBe(true);
  });

  it('names the courses that could not be read, and keeps the others', async () => {
    await signIn('maya');
    await completed();
    expect(await at('sync-progress').innerText()).toContain('הקורס אינו זמין במודל');
    expect(await at('sync-receipt').innerText()).toContain('5 מתוך 7 קורסים נקראו.');
    expect(await at('course-card').count()).toBe(7);
  }, 60_000);

  it('cancels, and starts again', async () => {
    const hold = spike.demo.control.hold('core_enrol_get_users_courses');
    await signIn('dan');
    await hold.arrived;
    await at('sync-cancel').click();
    await page.locator('[data-testid=sync-progress][data-status=cancelled]').waitFor();
    hold.release();
    await at('sync-retry').click();
    await completed();
    expect(await at('course-card').count()).toBe(12);
  }, 60_000);

  it('shows a student without courses a kind word, and signs every tab out at once', async () => {
    await signIn('yael');
    await completed();
    expect(await at('course-card').count()).toBe(0);
    expect(await page.locator('main').innerText()).toMatch(/קורסים/);
    const second = await context.newPage(); // the same session in another tab
    await second.goto(spike.url);
    await second.getByTestId('sign-out').click();
    await at('login-submit').waitFor();
  });

  it('signs in again after a reload and a sign-out', async () => {
    await signIn('yael');
    await completed();
    await page.reload();
    await at('sign-out').click();
    await at('login-university').waitFor(); // whole before anything is typed
    await at('login-username').fill('noa');
    await at('login-password').fill('demo1234');
    await at('login-submit').click();
    await completed();
    expect(await at('course-card').count()).toBe(8);
  }, 60_000);

  it('signs in from the tab that another tab has signed out', async () => {
    await signIn('noa');
    await completed();
    const second = await context.newPage();
    await second.goto(spike.url);
    await second.getByTestId('course-card').first().waitFor();
    await at('sign-out').click();
    await second.getByTestId('login-university').waitFor();
    await second.getByTestId('login-username').fill('yael');
    await second.getByTestId('login-password').fill('demo1234');
    await second.getByTestId('login-submit').click();
    await second.locator('[data-testid=sync-progress][data-status=completed]').waitFor();
    expect(await second.getByTestId('course-card').count()).toBe(0); // nothing of the student before
    expect(await second.evaluate('document.activeElement?.tagName')).toBe('H1');
  }, 60_000);
});
