import type { ChangedField, LibraryChange } from '../../../../src/contract';
import { changeLabel } from './change-words';
import { fieldLines } from './changed-fields';
import { foremost, groupChanges } from './group-changes';
import { isAfter, later } from './seen-changes';

const now = new Date(2026, 10, 23, 18, 0);
const at = (daysAgo: number, hour = 12) => new Date(2026, 10, 23 - daysAgo, hour).toISOString();
const change = (more: Partial<LibraryChange>): LibraryChange => ({
  id: '1',
  at: at(0),
  kind: 'added',
  subject: 'item',
  courseId: 'c1',
  courseName: 'אינפי',
  itemId: 'i1',
  cmid: 7,
  name: 'תרגיל 4',
  fields: [],
  uploadedAt: null,
  ...more,
});
const one = (field: string, from: ChangedField['from'], to: ChangedField['to']): ChangedField => ({
  field,
  from,
  to,
});

describe('changeLabel', () => {
  it.each<[Partial<LibraryChange>, string, string]>([
    [{}, 'נוסף', 'Added'],
    [{ kind: 'hidden' }, 'הוסתר', 'Hidden'],
    [{ kind: 'released' }, 'נפתח היום', 'Opened today'],
    [{ kind: 'released', at: at(1) }, 'נפתח', 'Opened'],
    [{ kind: 'removed' }, 'הוסר', 'Removed'],
    [{ kind: 'restored' }, 'חזר', 'Back again'],
    [{ kind: 'changed', fields: [one('name', 'א', 'ב')] }, 'השתנה', 'Changed'],
    [{ kind: 'changed', fields: [one('restricted', false, true)] }, 'ננעל', 'Locked'],
    [{ subject: 'file' }, 'קובץ חדש', 'New file'],
    [{ subject: 'announcement' }, 'הודעה חדשה', 'New announcement'],
    [{ subject: 'announcement', kind: 'removed' }, 'ההודעה הוסרה', 'Announcement removed'],
    [{ subject: 'grade', kind: 'changed', fields: [one('grade', null, '96')] }, 'ציון חדש', 'New grade'],
    [
      { subject: 'grade', kind: 'changed', fields: [one('grade', '90', '96')] },
      'הציון השתנה',
      'Grade changed',
    ],
    [
      { subject: 'grade', kind: 'changed', fields: [one('feedback', null, 'יפה')] },
      'משוב חדש',
      'New feedback',
    ],
    [
      { subject: 'grade', kind: 'changed', cmid: null, name: 'אינפי', fields: [one('grade', '88', '89')] },
      'הציון הכולל השתנה',
      'Course total changed',
    ],
    [{ kind: 'deadline-moved', fields: [one('dueAt', at(1), at(-1))] }, 'מועד ההגשה זז', 'Deadline moved'],
    [{ kind: 'deadline-moved', fields: [one('dueAt', null, at(-1))] }, 'נקבע מועד הגשה', 'Deadline set'],
    [{ kind: 'deadline-moved', fields: [one('dueAt', at(-1), null)] }, 'מועד ההגשה בוטל', 'Deadline removed'],
    [{ subject: 'course', kind: 'removed' }, 'הקורס כבר לא ברשימה במודל', 'No longer listed on Moodle'],
  ])('of %j', (more, he, en) => {
    expect(changeLabel(change(more), now, 'he')).toBe(he);
    expect(changeLabel(change(more), now, 'en')).toBe(en);
  });
});

describe('fieldLines', () => {
  const told = (more: Partial<LibraryChange>) => {
    const { lines, mentioned } = fieldLines(change({ kind: 'changed', ...more }), now, 'he');
    return [...lines.map(({ name, from, to }) => [name, from, to]), ...mentioned];
  };
  const before = new Date(2026, 10, 24, 23, 59).toISOString();
  const after = new Date(2026, 10, 26, 23, 59).toISOString();

  it('puts a moved deadline first, in words, and does not say it twice', () => {
    const fields = [
      one('deadlineSource', 'duedate', 'extension'),
      one('cutoffAt', before, after),
      one('dueAt', before, after),
    ];
    expect(told({ kind: 'deadline-moved', fields })).toEqual([
      ['מועד הגשה', 'יום ג׳, 24 בנוב׳, 23:59', 'יום ה׳, 26 בנוב׳, 23:59'],
      ['סוג המועד', 'מועד רגיל', 'הארכה'],
    ]);
  });

  it('names what is too long to show, and shows no identifiers', () => {
    const fields = [
      one('description', 'ארוך', 'ארוך יותר'),
      one('qtype_7', 'a', 'b'),
      one('text', null, 'א'),
    ];
    expect(told({ fields })).toEqual(['תיאור', 'תוכן']);
    expect(told({ fields: [one('toString', 'a', 'b'), one('constructor', 1, 2)] })).toEqual([]);
    expect(told({ fields: [one('submissionStatus', null, 'new-in-moodle-6')] })).toEqual(['הגשה']);
  });

  it('shows sizes, values and nothing as a student reads them', () => {
    expect(told({ fields: [one('size', 1_258_291, 2_411_724)] })).toEqual([['גודל', '1.2 MB', '2.3 MB']]);
    expect(told({ fields: [one('submissionStatus', 'draft', 'submitted')] })).toEqual([
      ['הגשה', 'טיוטה', 'הוגש'],
    ]);
    expect(told({ fields: [one('grade', '90.00', null)] })).toEqual([['ציון', '90.00', 'אין']]);
    expect(told({ fields: [one('restricted', true, false)] })).toEqual([['נעול', 'כן', 'לא']]);
  });

  it('leaves out what the label says', () => {
    expect(told({ kind: 'released', fields: [one('restricted', true, false)] })).toEqual([]);
    expect(told({ subject: 'grade', fields: [one('feedback', null, 'יפה')] })).toEqual([]);
    expect(
      told({ subject: 'grade', fields: [one('grade', null, '91'), one('feedback', null, 'יפה')] }),
    ).toEqual([['ציון', null, '91'], 'משוב']);
  });
});

describe('groupChanges', () => {
  it('goes by day, then by course, in the order of the feed', () => {
    const other = { courseId: 'c2', courseName: 'לינארית' };
    const groups = groupChanges([
      change({ id: '9', at: at(0, 14) }),
      change({ id: '8', at: at(0, 13), ...other }),
      change({ id: '7', at: at(0, 1) }),
      change({ id: '6', at: at(1, 23) }),
      change({ id: '5', at: at(1, 22), courseId: null, courseName: null }),
    ]);
    expect(
      groups.map(({ courses }) =>
        courses.map(({ courseName, changes }) => [courseName, changes.map(({ id }) => id)]),
      ),
    ).toEqual([
      [
        ['אינפי', ['9', '7']],
        ['לינארית', ['8']],
      ],
      [
        ['אינפי', ['6']],
        [null, ['5']],
      ],
    ]);
    expect(groups.map((day) => day.at.getDate())).toEqual([23, 22]);
    expect(groupChanges([])).toEqual([]);
  });
});

describe('foremost', () => {
  it('takes what matters most of the newest day', () => {
    const feed = [
      change({ id: '9', kind: 'hidden' }),
      change({ id: '8' }),
      change({ id: '7', subject: 'grade', kind: 'changed' }),
      change({ id: '6', kind: 'deadline-moved' }),
      change({ id: '5', subject: 'announcement' }),
      change({ id: '4', kind: 'deadline-moved', at: at(1) }),
    ];
    expect(foremost(feed, 4).map(({ id }) => id)).toEqual(['6', '7', '5', '8']);
    expect(foremost(feed, 9).map(({ id }) => id)).toEqual(['6', '7', '5', '8', '9', '4']);
  });
});

describe('what was seen', () => {
  it('is compared as a number, and is nothing where it is unreadable', () => {
    expect(isAfter('10', '9')).toBe(true);
    expect(isAfter('9', '10')).toBe(false);
    expect(isAfter('9', '9')).toBe(false);
    expect(isAfter('9', null)).toBe(false);
    expect(isAfter('9', 'nonsense')).toBe(false);
    expect(isAfter('900719925474099300', '900719925474099299')).toBe(true);
    expect(later('9', null)).toBe('9');
    expect(later('9', '10')).toBe('10');
  });
});
