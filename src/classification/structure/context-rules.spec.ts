import { classifyItem } from '../classify-item';
import type { ItemInput } from '../item';
import type { Evidence } from '../model/evidence';
import { scoreEvidence } from '../model/scorer';
import { readItem } from '../classify-item';
import { CONTEXT_RULES } from './context-rules';

/** For each rule, an item whose reading changes when the rule is away. */
const CASES: Readonly<Record<string, { item: ItemInput; category: string }>> = {
  'a text among summaries is one, unless its name says otherwise': {
    item: { modType: 'resource', name: 'מפגש 2 - ניהול הגנת סייבר בארגון.pdf', section: 'summaries' },
    category: 'summary_or_formula_sheet',
  },
  'a notebook among lectures or recitations is one, unless it is called code': {
    item: { modType: 'resource', name: 'Power-Method.ipynb', section: 'notes' },
    category: 'lecture',
  },
  'slides are shown, whomever they are of': {
    item: { modType: 'resource', name: 'Refactoring (2010).odp' },
    category: 'lecture',
  },
  'a discussion is about what its title names, and is not it': {
    item: { modType: 'forum', name: 'Exam 2 solutions' },
    category: 'link_or_tool',
  },
  'a file or an activity that mentions an update is still what it is': {
    item: { modType: 'resource', name: 'תרגיל מתוקן, תזכורת' },
    category: 'assignment',
  },
  'the announcements forum announces': {
    item: { modType: 'forum', name: 'לוח', forumType: 'news' },
    category: 'announcement',
  },
  'a discussion titled with a sentence is a message': {
    item: { modType: 'forum', name: 'We met some very nice people there' },
    category: 'announcement',
  },
  'a discussion in a section of announcements is one, whatever it speaks of': {
    item: { modType: 'forum', name: 'Zoom', section: 'Announcements' },
    category: 'announcement',
  },
  'a link in a section of recordings leads to one': {
    item: { modType: 'url', name: 'Lecture 4', section: 'Recordings' },
    category: 'recording',
  },
  'a heading holds what it names, and is not it': {
    item: { modType: 'label', name: 'הקלטות' },
    category: 'other',
  },
  'a program is a program, whichever lecture it belongs to': {
    item: { modType: 'resource', name: 'lecture3.py', section: 'Lectures' },
    category: 'code_or_data',
  },
  'a place to hand in holds no solution': {
    item: { modType: 'assign', name: 'Submit your solution here' },
    category: 'assignment',
  },
  'the recording of an online meeting is a recording': {
    item: { modType: 'url', name: 'הקלטת הרצאה 5 (בזום)' },
    category: 'recording',
  },
  'a schedule, a rubric or a list of results is about what it names': {
    item: { modType: 'resource', name: 'לוח מפגשים מעבדה, ניסוי, דוח', section: 'מעבדות' },
    category: 'syllabus_or_admin',
  },
  'the slides of a recitation are part of it': {
    item: { modType: 'resource', name: 'Zentralübung 6 Folien.pdf' },
    category: 'recitation',
  },
  'slides and handouts among recitations are of recitations': {
    item: { modType: 'resource', name: 'Critique of Milgram - handout', section: 'Seminars' },
    category: 'recitation',
  },
  'an "ex" among exams is one': {
    item: { modType: 'resource', name: '7012_ex1_key.pdf', section: 'Exams' },
    category: 'exam_solution',
  },
  'what is worked on at a place is not the place': {
    item: { modType: 'workshop', name: 'Peer assessment: podcast episode' },
    category: 'assignment',
  },
  'a place to meet is not what one comes for': {
    item: { modType: 'bigbluebuttonbn', name: 'Virtual office hours' },
    category: 'link_or_tool',
  },
  'a line that tells news is news': {
    item: { modType: 'label', name: 'שימו לב! התרגול השבועי עבר לחדר 305' },
    category: 'announcement',
  },
  'an archive of files for an assignment is files': {
    item: { modType: 'resource', name: 'HW4 files.zip', section: 'Homework' },
    category: 'code_or_data',
  },
  'a spreadsheet is nothing to read': {
    item: { modType: 'resource', name: 'plate_reader.xlsx' },
    category: 'code_or_data',
  },
  'a file speaks of a tool, and is none': {
    item: { modType: 'resource', name: 'Q&A exercise sheet 2.pdf' },
    category: 'assignment',
  },
  'a folder of exams and solutions holds both': {
    item: { modType: 'folder', name: 'מבחנים לדוגמה ופתרונות' },
    category: 'exam',
  },
  'a text among readings is one, unless its name says otherwise': {
    item: { modType: 'resource', name: 'Ch 4 - Institutions.pdf', section: 'Readings' },
    category: 'reading',
  },
};

const likeliest = (evidence: readonly Evidence[]): string =>
  Object.entries(scoreEvidence(evidence)).reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];

describe('CONTEXT_RULES', () => {
  it('has a case for each rule', () => {
    expect(CONTEXT_RULES.map((rule) => rule.name).sort()).toEqual(Object.keys(CASES).sort());
  });

  it.each(Object.entries(CASES))('%s', (_, { item, category }) => {
    expect(classifyItem(item).category).toBe(category);
  });

  it.each(Object.entries(CASES))('changes the verdict: %s', (name, { item, category }) => {
    const rules = CONTEXT_RULES.filter((rule) => rule.name !== name);
    expect(likeliest(readItem(item, undefined, rules).evidence)).not.toBe(category);
  });
});
