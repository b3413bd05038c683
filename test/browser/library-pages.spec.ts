import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { type Spike, startSpike } from '../support/spike';
import { openVisit, PHONE, type Visit } from './visit';

const NARROW = { ...PHONE, viewport: { width: 360, height: 740 } };
const DAY = 24 * 3600;

/** Everything the library knows, each thing on its page, in a real Chromium against a whole Spike. */
describe('the pages of the library', () => {
  let spike: Spike;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let visit: Visit;

  beforeEach(async () => {
    // Each test changes the university: it has one of its own.
    spike = await startSpike({ page: true });
    browser = await launchChromium();
    visit = await openVisit(browser, spike, NARROW);
    ({ context, page } = visit);
  });
  afterEach(async () => {
    await context.close();
    spike.demo.control.releaseAll();
    await browser.close();
    await spike.stop();
    expect(visit.faults).toEqual([]);
  });

  const at = (id: string) => visit.at(id);
  // By its own name: it may name items that belong to it as well.
  const row = (name: string) =>
    at('item-row')
      .filter({ has: page.getByTestId('item-name').filter({ hasText: name }) })
      .first();
  const cmidOf = (name: string): number => {
    const modules = spike.demo.control
      .coursesOf('noa')
      .flatMap(({ sections }) => sections.flatMap((section) => section.modules));
    const found = modules.find((module) => module.name === name);
    if (!found) throw new Error(`the demo has no ${name}`);
    return found.cmid;
  };
  const syncAgain = async (): Promise<void> => {
    const before = await at('sync-progress').getAttribute('data-job');
    await at('sync-start').click();
    await page.locator(`[data-testid=sync-progress]:not([data-job="${before}"])`).waitFor();
    await visit.completed();
  };

  it('shows grades, announcements, the calendar and what a course holds', async () => {
    await visit.signIn('noa');
    await visit.completed();
    expect(await at('sync-receipt').innerText()).toBe('כל 8 הקורסים נקראו.');
    await at('receipt').locator('summary').click();
    expect(await at('receipt-row').count()).toBe(8);
    expect(await page.locator('[data-testid=receipt-row][data-outcome=read]').count()).toBe(8);

    // The next exam is shown beside the tasks, however far it is; no task is shown twice.
    const exam = page.locator('[data-testid=event-row][data-exam=true]');
    await exam.first().waitFor();
    expect(await exam.first().innerText()).toContain('בחינת אמצע');
    await page.getByRole('button', { name: /הצגת כל/ }).click();
    expect(await exam.filter({ hasText: 'מועד א - מבוא למדעי המחשב' }).count()).toBe(1);
    const names = await page.locator('[data-testid=deadline-row] bdi:first-child').allInnerTexts();
    const events = await page.locator('[data-testid=event-row] bdi').allInnerTexts();
    expect(names).toContain('תרגיל בית 5 - רקורסיה');
    const recursion = at('deadline-row').filter({ hasText: 'תרגיל בית 5 - רקורסיה' });
    expect(await recursion.getByTestId('deadline-work').innerText()).toMatch(/^כ.*שע/);
    // Nobody is told how long a task takes that is handed in.
    const done = page.locator('[data-testid=deadline-row][data-urgency=done]');
    expect(await done.getByTestId('deadline-work').count()).toBe(0);
    expect(events.filter((name) => names.some((task) => name.includes(task)))).toEqual([]);

    await at('nav-grades').click();
    expect(await at('nav-grades').getAttribute('aria-current')).toBe('page');
    expect(await at('nav-home').getAttribute('aria-current')).toBeNull();
    const report = at('grade-report').filter({ hasText: 'מבוא למדעי המחשב' });
    const graded = report.getByTestId('grade-row').filter({ hasText: 'תרגיל בית 1' });
    await graded.waitFor();
    expect(await graded.innerText()).toContain('96.00');
    expect(await graded.innerText()).toContain('0–100');
    await graded.getByText('משוב').click();
    await graded.getByText('יפה מאוד, הקוד קריא.').waitFor();
    expect(await report.getByTestId('course-total').innerText()).toMatch(/ציון כולל.*\d/s);
    expect(await visit.overflow()).toBe(0);

    await at('nav-announcements').click();
    await at('announcement').first().waitFor();
    const everywhere = await at('announcement').count();
    await at('course-filter').selectOption({ label: 'מבוא למדעי המחשב' });
    await page.waitForURL(/announcements\?course=/);
    const moved = at('announcement').filter({ hasText: 'הארכת מועד לתרגיל 4' });
    await moved.waitFor();
    expect(await moved.innerText()).toContain('מועד ההגשה של תרגיל 4 נדחה למחר בערב');
    expect(await moved.innerText()).toContain('נעוצה');
    expect(await at('announcement').count()).toBeLessThan(everywhere);
    const attachment = page.getByTestId('file-link').filter({ hasText: 'התפלגות ציונים.pdf' });
    const reply = await context.request.get(
      new URL((await attachment.getAttribute('href')) ?? '', spike.url).href,
    );
    expect(reply.status()).toBe(200);
    expect((await reply.body()).length).toBeGreaterThan(100);
    expect(await visit.overflow()).toBe(0);

    await moved.getByRole('link', { name: 'מבוא למדעי המחשב' }).click();
    await at('course-view').waitFor();
    expect(await at('course-people').innerText()).toContain('ד"ר יעלה ברנר');
    expect(await at('course-people').innerText()).toContain('הפקולטה למדעים מדויקים');
    expect(await row('תרגיל בית 1').innerText()).toMatch(/נבדק.*הוגש (יום|שבת).*ציון: 96\.00/s);
    await row('תרגיל בית 1').getByText('מה שהגשתי').click();
    await row('תרגיל בית 1').getByRole('link', { name: 'ex1.zip', exact: true }).waitFor();
    const quiz = await row('בוחן 1 - פונקציות ולולאות').getByTestId('item-quiz').innerText();
    expect(quiz).toContain('45 דקות');
    expect(quiz).toContain('88');
    expect(await row('בוחן 2 - סיבוכיות').getByTestId('item-deadline').innerText()).toContain('נסגר');
    expect(await row('סילבוס הקורס').getByTestId('item-completion').innerText()).toContain('הושלם');
    const book = row('ספר מקוון: מבוא לפייתון');
    await book.getByText('קריאה כאן').click();
    await book.getByText('הפרק מסכם את עיקרי הנושא: לולאות.').waitFor();
    expect(await book.innerText()).not.toMatch(/\d\. לולאות/); // Moodle's own heading above the chapter
    const name = row('סילבוס הקורס').getByTestId('item-name').locator('bdi');
    expect(await name.getAttribute('lang')).toBe('he'); // read out as what it is
    expect(await visit.overflow()).toBe(0);
  }, 90_000);

  it('tells what is new, marks it until it was looked at, and follows a sync on any page', async () => {
    const { control } = spike.demo;
    await visit.signIn('noa');
    await visit.completed();
    expect(await at('news-panel').count()).toBe(0); // a first sync brings no news, and no empty box

    const [course] = control.coursesOf('noa').filter(({ fullname }) => fullname.includes('מדעי המחשב'));
    if (!course) throw new Error('the demo has no such course');
    control.setDueDate(cmidOf('תרגיל בית 5 - רקורסיה'), Math.floor(Date.now() / 1000) + 11 * DAY);
    control.showModule(cmidOf('טיוטת מבחן - לא לפרסום'));
    control.hideModule(cmidOf('לומדה: יושרה אקדמית'));
    control.renameModule(cmidOf('מחברת הדגמה'), 'מחברת הדגמה 2');
    control.removeModule(cmidOf('מילון מונחים'));
    control.addModule(course.id, { type: 'url', name: 'סרטון חדש', url: 'https://video.example/1' });
    await syncAgain();

    await at('news-panel').waitFor();
    // What moved comes first.
    const first = at('news-panel').getByTestId('change-row').first();
    expect(await first.innerText()).toMatch(/מועד ההגשה זז.*חדש.*תרגיל בית 5 - רקורסיה/s);
    expect(await at('unseen').innerText()).toBe('6');
    await at('nav-news').click();
    const change = (kind: string) => page.locator(`[data-testid=change-row][data-kind=${kind}]`);
    await change('removed').waitFor();
    expect(await change('removed').innerText()).toContain('מילון מונחים');
    expect(await change('hidden').innerText()).toMatch(/הוסתר.*לומדה: יושרה אקדמית/s);
    expect(await change('released').innerText()).toMatch(/נפתח היום.*\(הועלה ב־.+\).*טיוטת מבחן/s);
    expect(await change('added').innerText()).toContain('סרטון חדש');
    expect(await change('changed').innerText()).toMatch(/שם:.*מחברת הדגמה.*מחברת הדגמה 2/s);
    expect(await page.locator('[data-testid=change-row][data-new=true]').count()).toBe(6);
    expect(await visit.overflow()).toBe(0);
    await at('unseen').waitFor({ state: 'detached' });
    await page.reload();
    await change('removed').waitFor();
    expect(await page.locator('[data-testid=change-row][data-new=true]').count()).toBe(0);

    // A sync that another device starts ends while this page is open.
    control.grade(cmidOf('תרגיל בית 3'), 91, { comment: '<p>כל הכבוד</p>' });
    // The page hears of it over its socket, once that has joined (Socket.IO's packet 40).
    const joined = page
      .waitForEvent('websocket')
      .then((socket) =>
        socket.waitForEvent('framereceived', ({ payload }) => payload.toString().startsWith('40')),
      );
    await page.reload();
    await joined;
    await change('removed').waitFor();
    await page.evaluate(
      `fetch('/api/sync', { method: 'POST', headers: { 'content-type': 'application/json', 'x-spike-client': 'web' }, body: '{}' })`,
    );
    const grade = page
      .locator('[data-testid=change-row][data-subject=grade]')
      .filter({ hasText: 'תרגיל בית 3' });
    await grade.waitFor();
    expect(await grade.innerText()).toMatch(/ציון חדש.*ציון:.*91/s);
    await change('deadline-moved').getByRole('link').click();
    await page.waitForURL(/\/courses\/.+#item-/);
    await row('תרגיל בית 5 - רקורסיה').waitFor();
  }, 90_000);

  it('says what is missing of a sync, course by course, after a reload too', async () => {
    const { control } = spike.demo;
    const failing = control.coursesOf('noa').find(({ fullname }) => fullname.includes('בדידה'));
    const partial = control.coursesOf('noa').find(({ fullname }) => fullname.includes('כתיבה אקדמית'));
    control.fault(
      { fn: 'core_course_get_contents', courseId: failing?.id ?? -1 },
      { fail: 'errorcoursecontextnotvalid' },
    );
    control.fault(
      { fn: 'gradereport_user_get_grade_items', courseId: partial?.id ?? -1 },
      { fail: 'nopermissiontoviewgrades' },
    );
    await visit.signIn('noa');
    await visit.completed();
    for (const reloaded of [false, true]) {
      if (reloaded) await page.reload();
      await visit.completed();
      expect(await at('sync-receipt').innerText()).toContain('7 מתוך 8 קורסים נקראו, אחד מהם חלקית.');
      expect(await at('sync-receipt').innerText()).toContain('ינוסה שוב בסנכרון הבא');
      await at('receipt').locator('summary').click();
      const outcome = (name: string) => page.locator(`[data-testid=receipt-row][data-outcome=${name}]`);
      expect(await outcome('failed').innerText()).toMatch(/מתמטיקה בדידה.*לא נקרא.*הקורס אינו זמין במודל/s);
      expect(await outcome('failed').innerText()).toContain('עוד לא נקרא אף פעם');
      expect(await outcome('partial').innerText()).toMatch(/כתיבה אקדמית.*נקרא חלקית.*לא נקראו: ציונים/s);
      expect(await outcome('read').count()).toBe(6);
    }
    expect(await visit.overflow()).toBe(0);
  }, 90_000);

  it('can be walked through with the keyboard, and says where one is', async () => {
    await visit.signIn('yael');
    await visit.completed();
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'ניווט ראשי' }).count()).toBe(1);
    await at('nav-news').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'מה חדש' }).waitFor();
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1');
    expect(await page.title()).toContain('מה חדש');
    await page.getByText('הכול שקט').waitFor();
    await page.goBack();
    await at('sync-progress').waitFor();
    expect(await at('nav-home').getAttribute('aria-current')).toBe('page');
    for (const [name, empty] of [
      ['grades', 'עוד אין ציונים'],
      ['announcements', 'אין הודעות'],
    ] as const) {
      await at(`nav-${name}`).click();
      await page.getByRole('heading', { level: 2, name: empty }).waitFor();
    }
  }, 60_000);
});
