import { watchLibraryTables } from '../../support/rows-written';
import { ask, finished, login, startSpike, type Spike } from '../../support/spike';
import type { Facts } from './facts';
import { factsOfLibrary, readLibrary } from './library-facts';
import { factsOfMoodle } from './moodle-facts';
import { openRecordings, type RecordedStudent } from './recordings';
import { PASSWORD, startReplay, type Replay } from './replay-moodle';

/** Sites of which traffic was recorded. */
const SITES = ['moodle-4.5'];

/** Questions about one activity each, of which only some were recorded; what a course lacks for it is told in its receipt. */
const RECORDED_IN_PART = new Set([
  'mod_assign_get_submission_status',
  'mod_quiz_get_user_attempts',
  'mod_quiz_get_user_best_grade',
  'mod_forum_get_forum_discussions',
]);
const PARTS_MISSING = new Set<string>(['submissions', 'quizzes', 'announcements', 'texts']);

describe.each(SITES)('what was recorded of %s', (name) => {
  let moodle: Replay;
  let spike: Spike;
  const student = (username: string): RecordedStudent => {
    const found = moodle.site.students.find((one) => one.username === username);
    if (!found) throw new Error(`${username} is not in the recordings`);
    return found;
  };

  beforeAll(async () => {
    moodle = await startReplay(openRecordings(name));
    spike = await startSpike({
      env: { MOODLE_REQUESTS_PER_SECOND: '10000' },
      more: [{ id: 'recorded', name: { he: 'מוקלטת', en: 'Recorded' }, baseUrl: moodle.url }],
    });
  });
  afterAll(async () => {
    await spike.stop();
    await moodle.stop();
  });

  it('is in the library, fact by fact, and nothing else is', async () => {
    const { status, body } = await login(spike, 'student1', PASSWORD, 'recorded');
    expect({ status, fullName: body.user.fullName }).toEqual({ status: 200, fullName: 'נועה לוי' });
    const job = await finished(spike, body.accessToken, body.sync?.jobId ?? '');
    expect({ status: job.status, failures: job.failures }).toEqual({ status: 'completed', failures: [] });
    const missing = new Set(job.receipt.flatMap(({ parts }) => parts.map(({ part }) => part)));
    expect([...missing].filter((part) => !PARTS_MISSING.has(part))).toEqual([]);
    const unanswered = new Set(moodle.unanswered.map((question) => question.split(' ')[0] ?? ''));
    expect([...unanswered].filter((question) => !RECORDED_IN_PART.has(question))).toEqual([]);

    const shown = factsOfMoodle(moodle.url, student('student1'));
    const ours = factsOfLibrary(await readLibrary(spike, body.accessToken));
    const differences = ours.differencesFrom(shown);
    report(name, shown, ours, differences);
    expect(differences).toEqual([]);
  });

  it('is the same after a second look, which finds nothing changed and writes no row', async () => {
    const written = await watchLibraryTables(spike.sql);
    const { body } = await login(spike, 'student1', PASSWORD, 'recorded');
    const token = body.accessToken;
    const job = await finished(spike, token, body.sync?.jobId ?? '');
    const { added, changed, removed, changes } = job.summary ?? {};
    expect({ added, changed, removed, changes }).toEqual({ added: 0, changed: 0, removed: 0, changes: 0 });
    expect((await written()).library).toEqual({});
    const ours = factsOfLibrary(await readLibrary(spike, token));
    const differences = ours.differencesFrom(factsOfMoodle(moodle.url, student('student1')));
    expect(differences).toEqual([]);
  });

  it('refuses whoever has to change the password first, though Moodle gives a token and an empty list', async () => {
    expect(student('student5').answers.map(({ body }) => body)).toContain('[]');
    const { status, body } = await ask<{ code: string }>(spike, 'POST', '/api/auth/login', {
      body: { universityId: 'recorded', username: 'student5', password: PASSWORD },
    });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'auth.must-change-password' });
  });
});

function report(name: string, shown: Facts, ours: Facts, differences: readonly string[]): void {
  const lines = [...shown.byKind].map(([kind, count]) => `${String(count).padStart(6)} ${kind}`);
  const text = [
    `${name}: ${shown.size} facts on Moodle, ${ours.size} in the library, ${differences.length} differences`,
    ...lines,
    ...differences,
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}
