import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Spike } from '../support/spike';

export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  locale: 'he-IL',
} as const;

/** A student's visit to the page, in a browser of its own; whatever goes wrong inside the page is written down. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the page, what its policy stopped, and requests to other hosts. */
  readonly faults: string[];
  at(testId: string): Locator;
  signIn(username: string, password?: string): Promise<void>;
  /** Until the sync that is shown has completed. */
  completed(): Promise<void>;
  /** Pixels by which the page is wider than the screen. */
  overflow(): Promise<number>;
}

export async function openVisit(
  browser: Browser,
  spike: Spike,
  options: BrowserContextOptions = PHONE,
): Promise<Visit> {
  const faults: string[] = [];
  const context = await browser.newContext(options);
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  // Includes whatever the Content-Security-Policy stops. A visitor without a session gets a 401: that is no fault.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(spike.url) && !request.url().startsWith('data:'))
      faults.push(`asked ${request.url()}`);
  });
  const at = (testId: string) => page.getByTestId(testId);
  return {
    context,
    page,
    faults,
    at,
    signIn: async (username, password = 'demo1234') => {
      await page.goto(spike.url);
      await at('login-username').fill(username);
      await at('login-password').fill(password);
      await at('login-submit').click();
    },
    completed: () => page.locator('[data-testid=sync-progress][data-status=completed]').waitFor(),
    overflow: () =>
      page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  };
}
