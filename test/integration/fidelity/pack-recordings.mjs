/**
 * Makes the bundle beside this file out of a folder of recorded traffic: bodies as they were on the wire (`NAME.json`), each with what
 * was asked for beside it (`NAME.meta.json`). Only what is named here goes in; every token is replaced by a made-up one.
 *
 *     node test/integration/fidelity/pack-recordings.mjs FOLDER moodle-4.5
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const [, , folder = '', name = ''] = process.argv;

/** A request of `batches` holds the answers of several, which are taken apart. */
const STUDENTS = [
  {
    username: 'student1',
    token: 'token/ok',
    site: 'ws/site_info',
    answers: [
      'ws/users_courses_student1_filter',
      'ws/courses_by_field_ids',
      'ws/assign/assignments_all',
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16].map((id) => `ws/assign/status_${id}`),
      'ws/calendar/events',
      // These two were asked of one course; of the others nothing was recorded.
      'ws/bycourses/mod_page_get_pages_by_courses',
      'ws/misc/user_groups',
      'ws/forum/forums_all',
      'ws/forum/discussions_news',
      'ws/forum/discussions_general_page0',
      'ws/quiz/quizzes_all',
      ...[1, 2, 3, 4, 5].flatMap((id) => [`ws/quiz/attempts_${id}`, `ws/quiz/best_${id}`]),
      'ws/grades/overview',
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((id) => `ws/grades/grade_items_course${id}`),
      'ws/course_module',
    ],
    batches: ['ws/mobile/call_external_functions_8courses'],
  },
  {
    username: 'student5',
    token: 'token/force_password_change_user',
    site: 'ws/force_password_change_site_info',
    answers: ['ws/force_password_change_courses'],
    batches: [],
    refusedFile: 'state/forcepasswordchange_file',
  },
];
const SITE = {
  publicConfig: 'nologin/public_config_ajax',
  wrongPassword: 'token/err_wrong_password',
  badToken: 'ws_errors/bad_token',
};
const REFUSALS = {
  core_course_get_contents: 'ws/contents/err_not_enrolled',
  gradereport_user_get_grade_items: 'ws/grades/grade_items_not_enrolled',
  mod_assign_get_submission_status: 'ws/assign/status_err_no_such',
  mod_forum_get_forum_discussions: 'ws/forum/err_no_such_forum',
  other: 'ws_errors/unknown_function',
};

const madeUp = (secret) => createHash('sha256').update(`made up for ${secret}`).digest('hex').slice(0, 32);
/** Tokens and keys of Moodle are 32 hexadecimal digits; nothing else in these answers is. */
const withoutSecrets = (text) => text.replace(/\b[0-9a-f]{32}\b/g, madeUp);

const read = (file) => readFileSync(path.join(folder, file), 'utf8');
const body = (recording) => withoutSecrets(read(`${recording}.json`)).trim();
const meta = (recording) => JSON.parse(read(`${recording}.meta.json`));

/** `requests[0][function]` → nested objects, as PHP reads a form. */
function fieldsOf(form) {
  const fields = {};
  for (const [key, value] of new URLSearchParams(form)) {
    const steps = key.split(/[[\]]+/).filter((step) => step !== '');
    const last = steps.pop();
    let place = fields;
    for (const step of steps) place = place[step] ??= {};
    place[last] = value;
  }
  return fields;
}

function asked(recording) {
  const { wstoken: _token, wsfunction, ...rest } = fieldsOf(meta(recording).request.body);
  const args = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('moodlews')));
  return { wsfunction, args };
}

const answer = (recording) => ({ recording, ...asked(recording), body: body(recording) });

function answersOfBatch(recording) {
  const { responses } = JSON.parse(body(recording));
  return Object.values(asked(recording).args.requests).map((request, index) => ({
    recording: `${recording}#${index}`,
    wsfunction: request.function,
    args: JSON.parse(request.arguments),
    body: responses[index].data,
  }));
}

const site = JSON.parse(body(STUDENTS[0].site));
const date = meta(STUDENTS[0].site).headers.find(([header]) => header === 'Date')[1];
const bundle = {
  release: site.release,
  wwwroot: site.siteurl,
  recordedAt: Date.parse(date) / 1000,
  publicConfig: body(SITE.publicConfig),
  wrongPassword: body(SITE.wrongPassword),
  badToken: body(SITE.badToken),
  refusals: Object.fromEntries(Object.entries(REFUSALS).map(([key, recording]) => [key, body(recording)])),
  students: STUDENTS.map(({ username, token, site, answers, batches, refusedFile }) => ({
    username,
    token: body(token),
    refusedFile: refusedFile ? body(refusedFile) : null,
    answers: [answer(site), ...answers.map(answer), ...batches.flatMap(answersOfBatch)],
  })),
};
const target = path.join(import.meta.dirname, 'recordings', `${name}.json.gz`);
writeFileSync(target, gzipSync(JSON.stringify(bundle), { level: 9 }));
