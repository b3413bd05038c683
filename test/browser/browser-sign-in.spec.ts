import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { SiteProbes } from '../../src/universities';
import { launchChromium, launchProfile } from '../support/chromium';
import { type Spike, startSpike } from '../support/spike';

const LAPTOP = { viewport: { width: 1280, height: 860 }, locale: 'he-IL' };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'he-IL' };
const DEAD = 'http://127.0.0.1:9';

/** Signing in on the university's own page, in a real Chromium. */
describe('signing in at the university', () => {
  let spike: Spike;
  let university: DemoUniversity;
  let closed: DemoUniversity;
  let browser: Browser;
  let profile: string;
  /** Every address that any page asked Spike for. */
  let asked: string[];
  let faults: string[];
  const opened: BrowserContext[] = [];

  beforeAll(async () => {
    university = await startDemoUniversity();
    university.control.signInByBrowser(2);
    closed = await startDemoUniversity();
    closed.control.maintain('המערכת בתחזוקה עד 06:00');
    spike = await startSpike({
      page: true,
      university,
      more: [
        { id: 'closed', name: { he: 'סגורה', en: 'Closed' }, baseUrl: closed.url },
        { id: 'gone', name: { he: 'איננה', en: 'Gone' }, baseUrl: DEAD },
      ],
    });
    await Promise.all(['demo', 'closed', 'gone'].map((id) => spike.app.get(SiteProbes).settled(id)));
    browser = await launchChromium();
    profile = mkdtempSync(path.join(os.tmpdir(), 'spike-profile-'));
  });
  beforeEach(() => {
    asked = [];
    faults = [];
    university.control.signInByBrowser(2);
  });
  afterEach(async () => {
    for (const context of opened.splice(0)) await context.close();
    // No address of ours ever held the token, however it was written.
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => /token/i.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await spike.stop();
    await university.stop();
    await closed.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  async function open(context: BrowserContext): Promise<Page> {
    opened.push(context);
    context.setDefaultTimeout(20_000);
    context.on('request', (request) => {
      if (request.url().startsWith(spike.url)) asked.push(request.url().split('#')[0] ?? '');
    });
    context.on('weberror', (error) => faults.push(error.error().message));
    const page = await context.newPage();
    await page.goto(spike.url);
    await page.getByTestId('login-university').waitFor();
    return page;
  }
  const begin = async (page: Page): Promise<Page> => {
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByTestId('browser-sign-in').click(),
    ]);
    await tab.locator('#username').waitFor();
    expect(new URL(tab.url()).origin).toBe(university.url);
    await page.getByTestId('away').waitFor();
    return tab;
  };
  const signInThere = async (tab: Page, username: string): Promise<void> => {
    await tab.locator('#username').fill(username);
    await tab.locator('#password').fill('demo1234');
    await tab.locator('#loginbtn').click({ noWaitAfter: true });
  };
  /** Signs in there; answers with the address of the link that stands on the last page. */
  const linkOf = async (tab: Page, username = 'noa'): Promise<string> => {
    await signInThere(tab, username);
    const link = tab.locator('#launchapp');
    await link.waitFor();
    return (await link.getAttribute('href')) ?? '';
  };
  /**
   * Signs in there and waits until the student is back. Chromium without its outer part (`headless_shell`), or without a profile, hands no
   * address to a handler: for it, what the handler would open is opened by hand. Answers with the address then.
   */
  const broughtBack = async (tab: Page, username: string): Promise<string | null> => {
    const arrived = tab
      .waitForURL((url) => url.href.startsWith(spike.url))
      .then(
        () => null,
        () => new Promise<null>(() => undefined), // that navigation was the lost one
      );
    const lost = tab
      .waitForEvent('requestfailed', (request) => request.url().startsWith('web+spike:'))
      .then((request) => request.url());
    lost.catch(() => undefined);
    await signInThere(tab, username);
    const address = await Promise.race([arrived, lost]);
    if (address !== null) await tab.goto(`${spike.url}/sign-in/return#${encodeURIComponent(address)}`);
    await tab.getByTestId('course-card').first().waitFor();
    return address;
  };
  const enter = async (page: Page, address: string): Promise<void> => {
    await page.getByTestId('return-address').fill(address);
    await page.getByTestId('finish').click();
  };

  it('leads there, and back by itself, into the library', async () => {
    university.control.signInByBrowser(2, { forcedUrlScheme: '' });
    const context = await launchProfile(profile, LAPTOP);
    const page = await open(context);
    const session = await context.newCDPSession(page);
    // Says yes in the student's place when the browser asks whether Spike may open the links.
    await session.send('Page.setRPHRegistrationMode', { mode: 'autoAccept' }).catch(() => undefined);
    expect(await page.getByTestId('login-password').count()).toBe(0);
    const tab = await begin(page);
    await broughtBack(tab, 'noa');
    expect(tab.url()).toBe(`${spike.url}/`); // out of sight
    expect(await tab.evaluate('window.opener')).toBeNull();
    await page.getByTestId('course-card').first().waitFor(); // the tab that waited is signed in as well
    const tokens = university.requests.filter(({ path: address }) => address === '/login/token.php');
    expect(tokens).toEqual([]);
  }, 60_000);

  it('leads back by hand, where the site hands every student to Moodle’s app', async () => {
    const context = await browser.newContext(PHONE);
    await context.addInitScript('delete Navigator.prototype.registerProtocolHandler');
    const page = await open(context);
    const tab = await begin(page);
    const address = await linkOf(tab);
    expect(address).toMatch(/^moodlemobile:\/\/token=/);
    await enter(page, address.slice(0, -12));
    expect(await page.getByTestId('login-error').innerText()).toContain('העתיקו אותה במלואה');
    await enter(page, ` ${address}\n`);
    await page.getByTestId('course-card').first().waitFor();
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
  }, 60_000);

  it.each<[string, (page: Page) => Promise<void>]>([
    ['as soon as the link is pasted', (page) => page.getByTestId('return-address').press('ControlOrMeta+v')],
    ['with the link from the clipboard', (page) => page.getByTestId('finish').click()],
  ])(
    'goes on %s',
    async (_how, paste) => {
      const context = await browser.newContext(LAPTOP);
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: spike.url });
      const page = await open(context);
      const address = await linkOf(await begin(page));
      await page.bringToFront();
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(address)})`);
      await paste(page);
      await page.getByTestId('course-card').first().waitFor();
    },
    60_000,
  );

  it('can be cancelled and begun again', async () => {
    const page = await open(await browser.newContext(LAPTOP));
    const tab = await begin(page);
    await page.getByTestId('cancel-sign-in').click();
    await page.getByTestId('browser-sign-in').waitFor();
    expect(await page.getByTestId('away').count()).toBe(0);
    await tab.close();
    await enter(page, await linkOf(await begin(page)));
    await page.getByTestId('course-card').first().waitFor();
  }, 60_000);

  it('opens nothing a second time with an address that was used, or that another browser began', async () => {
    university.control.signInByBrowser(2, { forcedUrlScheme: '' });
    const page = await open(await browser.newContext(LAPTOP));
    const tab = await begin(page);
    const address = (await broughtBack(tab, 'noa')) ?? '';
    expect(address).toMatch(/^web\+spike:/);
    await tab.getByTestId('sign-out').click();
    await tab.getByTestId('browser-sign-in').waitFor();
    const stranger = await open(await browser.newContext(LAPTOP));
    for (const visitor of [tab, stranger]) {
      await visitor.goto(`${spike.url}/sign-in/return#${encodeURIComponent(address)}`);
      const notice = visitor.getByTestId('login-notice');
      await notice.waitFor();
      expect(await notice.innerText()).toContain('פגה או כבר נוצלה');
      expect(visitor.url()).toBe(`${spike.url}/`);
      expect(await visitor.getByTestId('course-card').count()).toBe(0);
    }
  }, 60_000);

  it('says in the student’s words what the university has against it', async () => {
    const page = await open(await browser.newContext(LAPTOP));
    university.control.fault(
      { fn: 'core_webservice_get_site_info', times: 1 },
      { fail: 'usernotfullysetup' },
    );
    await enter(page, await linkOf(await begin(page)));
    expect(await page.getByTestId('login-error').innerText()).toContain('יש להשלים את פרטי הפרופיל');
  }, 60_000);

  it('shows which universities are closed, and why', async () => {
    const page = await open(await browser.newContext(LAPTOP));
    const choice = page.getByTestId('login-university');
    expect(await choice.locator('option').allInnerTexts()).toEqual([
      'הדגמה',
      'סגורה (בתחזוקה)',
      'איננה (לא זמין)',
    ]);
    expect(await page.getByTestId('university-status').count()).toBe(0);
    await choice.selectOption('closed');
    expect(await page.getByTestId('university-status').innerText()).toContain('המערכת בתחזוקה עד 06:00');
    await page.getByTestId('login-password').waitFor();
    await choice.selectOption('gone');
    expect(await page.getByTestId('university-status').innerText()).toContain('אי אפשר להגיע לאתר המודל');
  }, 60_000);
});
