import { withDocument } from '../dom/document';
import { allOf, firstOf, lineOf, textOf, type Selectors } from '../dom/finding';
import { readFileTree, type ListedFile } from '../course/file-tree';
import { readPageConfig } from '../session/page-config';

/** A line of the page: a label in the reader's words, and what stands behind it. */
export interface LabelledLine {
  readonly label: string;
  readonly text: string;
}

/** What an assignment's own page shows the student. */
export interface AssignPage {
  /** Of the page's words. */
  readonly language: string;
  readonly intro: string | null;
  readonly attachments: readonly ListedFile[];
  /** Dates of the assignment, and rows of the tables. */
  readonly lines: readonly LabelledLine[];
  readonly status: 'none' | 'draft' | 'submitted' | 'reopened';
  readonly graded: boolean;
  readonly locked: boolean;
  readonly editable: boolean;
  readonly text: string | null;
  readonly files: readonly ListedFile[];
  /** The grade as it stands there. */
  readonly grade: string | null;
  readonly feedback: string | null;
  readonly feedbackFiles: readonly ListedFile[];
}

const INTRO: Selectors = ['#intro', '.activity-description', '#region-main .generalbox'];
const DATES: Selectors = ['[data-region="activity-dates"] > div', '.activity-dates > div'];
const STATUS_TABLE: Selectors = ['.submissionsummarytable', '.submissionstatustable', 'table.generaltable'];
/** What was handed in before stands there in the same words. */
const PAST_ATTEMPTS = '.attempthistory';
const FEEDBACK_TABLE: Selectors = ['.feedbacktable', '.feedback'];
/** Classes of the cell that says where the submission stands; `submissionstatusnew` is none. */
const STATUSES: readonly (readonly [string, AssignPage['status']])[] = [
  ['.submissionstatussubmitted', 'submitted'],
  ['.submissionstatusdraft', 'draft'],
  ['.submissionstatusreopened', 'reopened'],
];
const GRADED: Selectors = ['td.submissiongraded'];
const UNGRADED: Selectors = ['td.submissionnotgraded'];
const LOCKED: Selectors = ['.submissionlocked'];
const EDITABLE: Selectors = [
  'input[name="action"][value="editsubmission"]',
  'a[href*="action=editsubmission"]',
];
/** Long texts stand there twice, cut short and whole. */
const TYPED: Selectors = [
  '[class*="full_assignsubmission_onlinetext"] .no-overflow',
  '[class*="summary_assignsubmission_onlinetext"] .no-overflow',
  '[class*="summary_assignsubmission_onlinetext"]',
];
const COMMENT: Selectors = [
  '[class*="full_assignfeedback_comments"]',
  '[class*="summary_assignfeedback_comments"]',
];

/** Reads `/mod/assign/view.php`; `null` for a page that shows no assignment. */
export function readAssignPage(html: string): AssignPage | null {
  const language = readPageConfig(html).language ?? 'en';
  return withDocument(html, (document) => {
    for (const past of document.querySelectorAll(PAST_ATTEMPTS)) past.remove();
    const table = firstOf(document, STATUS_TABLE);
    const dates = allOf(document, DATES);
    const intro = firstOf(document, INTRO);
    if (!table && dates.length === 0 && !intro) return null;
    const feedback = firstOf(document, FEEDBACK_TABLE);
    const rows = [...rowsOf(table), ...rowsOf(feedback)];
    const filesIn = (area: string, root: ParentNode | null): readonly ListedFile[] =>
      root ? readFileTree(root).filter(({ url }) => url.includes(`/${area}/`)) : [];
    const attachments = filesIn('mod_assign/introattachment', document);
    const comment = firstOf(document, COMMENT);
    return {
      language,
      attachments,
      lines: [...dates.map(dateLine), ...rows],
      status: STATUSES.find(([selector]) => document.querySelector(selector))?.[1] ?? 'none',
      graded:
        firstOf(document, GRADED) !== null || (feedback !== null && firstOf(document, UNGRADED) === null),
      locked: firstOf(document, LOCKED) !== null,
      editable: firstOf(document, EDITABLE) !== null,
      text: textOf(firstOf(document, TYPED), ['expandsummaryicon']),
      files: filesIn('submission_files', document),
      grade: rowsOf(feedback)[0]?.text ?? null,
      feedback: textOf(comment, ['expandsummaryicon']),
      feedbackFiles: filesIn('feedback_files', document),
      // Last, since it takes the list of attachments out of the page.
      intro: textOf(intro, ['fileuploadsubmission', 'fileuploadsubmissiontime', 'activity-information']),
    };
  });
}

function dateLine(line: Element): LabelledLine {
  const label = lineOf(line.querySelector('strong'));
  return { label, text: lineOf(line).slice(label.length).trim() };
}

/** Rows of two cells; what a plug-in puts into a cell can be long and is read elsewhere. */
function rowsOf(table: Element | null): LabelledLine[] {
  if (!table) return [];
  return [...table.querySelectorAll('tr')].flatMap((row) => {
    const [label, value] = row.children;
    return label && value ? [{ label: lineOf(label), text: lineOf(value).slice(0, 200) }] : [];
  });
}
