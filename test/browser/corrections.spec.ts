import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { type Spike, startSpike } from '../support/spike';
import { openVisit, PHONE, type Visit } from './visit';

const NAME = 'סילבוס הקורס';

/** A student who knows better than the classification, in a real Chromium. */
describe('moving an item to another kind', () => {
  let spike: Spike;
  let browser: Browser;
  let visit: Visit;
  let page: Page;

  beforeEach(async () => {
    spike = await startSpike({ page: true });
    browser = await launchChromium();
  });
  afterEach(async () => {
    await visit.context.close();
    await browser.close();
    await spike.stop();
    expect(visit.faults).toEqual([]);
  });

  const at = (id: string) => visit.at(id);
  const row = () => at('item-row').filter({ hasText: NAME }).first();
  const option = (category: string) =>
    page.locator(`[data-testid=category-option][data-category=${category}]`);
  const shownIn = (category: string) =>
    page.locator(`[data-testid=item-row][data-category=${category}]`).filter({ hasText: NAME }).waitFor();
  async function openCourse(options: Parameters<typeof openVisit>[2]): Promise<void> {
    visit = await openVisit(browser, spike, options);
    ({ page } = visit);
    await visit.signIn('noa');
    await visit.completed();
    await page
      .getByRole('link', { name: /מבוא למדעי המחשב/ })
      .first()
      .click();
    await row().waitFor();
  }
  /** The page scrolls smoothly: only what stands still can be hovered over. */
  const focusMenu = async (): Promise<void> => {
    await row().getByTestId('category-menu').hover();
    await row().getByTestId('category-menu').focus();
  };
  const focused = () =>
    page.evaluate<string>(
      'document.activeElement?.dataset.testid ?? document.activeElement?.dataset.category ?? ""',
    );

  it('by touch: it shows at once, stays after a reload, and can be taken back', async () => {
    await openCourse(PHONE);
    await shownIn('syllabus_or_admin');
    await row().getByTestId('category-menu').tap();
    expect(await option('syllabus_or_admin').getAttribute('aria-checked')).toBe('true');
    await option('reading').tap();
    await shownIn('reading');
    expect(await row().getByTestId('category-source').innerText()).toBe('סיווג שלך');
    expect(await at('moved-notice').innerText()).toContain('עבר אל „חומרי קריאה”');
    expect(await page.getByRole('status').filter({ hasText: 'עבר אל' }).count()).toBe(1);
    expect(await visit.overflow()).toBe(0);

    await page.reload();
    await shownIn('reading');
    expect(await at('moved-notice').count()).toBe(0);
    await row().getByTestId('category-menu').tap();
    await at('category-undo').tap();
    await shownIn('syllabus_or_admin');
    expect(await row().getByTestId('category-source').count()).toBe(0);
    expect(await at('moved-notice').innerText()).toContain('חזר למקומו');
    await row().getByTestId('category-menu').tap();
    await option('exam').waitFor();
    expect(await at('category-undo').count()).toBe(0);
  }, 60_000);

  it('by keyboard alone, in English, and back to what was said before', async () => {
    await openCourse({ viewport: { width: 1280, height: 800 }, locale: 'he-IL' });
    await page.getByRole('button', { name: 'Switch to English' }).first().click();
    const move = async (steps: number): Promise<void> => {
      await focusMenu();
      await page.keyboard.press('Enter');
      await option('lecture').waitFor();
      await page.locator('[data-testid=category-option]:focus').waitFor();
      await page.keyboard.press('Home');
      for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };
    await move(1); // the second kind of the list
    await shownIn('recitation');
    await move(4);
    await shownIn('exam');
    expect(await at('moved-notice').innerText()).toContain('moved to “Exams”');
    expect(await focused()).toBe('move-undo');
    await page.keyboard.press('Enter');
    await shownIn('recitation');
    // Escape leaves everything as it is, and the focus where it was.
    await focusMenu();
    await page.keyboard.press('Enter');
    await option('lecture').waitFor();
    await page.keyboard.press('Escape');
    await option('lecture').waitFor({ state: 'detached' });
    expect(await focused()).toBe('category-menu');
    await shownIn('recitation');
  }, 60_000);

  it('that fails says so, and the item is shown where it is', async () => {
    await openCourse(PHONE);
    await page.route('**/api/items/*/category', (route) => route.abort());
    await row().getByTestId('category-menu').tap();
    await option('exam').tap();
    await page.locator('[data-testid=moved-notice][data-failed=true]').waitFor();
    expect(await at('moved-notice').innerText()).toContain('ההעברה לא נשמרה');
    await shownIn('syllabus_or_admin');
    // The browser itself writes down that the request went wrong.
    visit.faults.splice(
      0,
      visit.faults.length,
      ...visit.faults.filter((fault) => !fault.includes('ERR_FAILED')),
    );
  }, 60_000);
});
