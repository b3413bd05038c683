import { CourseRecipe, SectionRecipe, announcements, file, homework, link, quiz, weekly } from './recipes';

export interface PlainCourse {
  code: string;
  name: string;
  faculty: string;
  lecturer: string;
  topics: string[];
  contentsDelayMs?: number;
}

/** A course of the everyday kind: a syllabus, weeks with a lecture and a class, homework, last year's exam. */
export function plainCourse({ topics, ...facts }: PlainCourse): CourseRecipe {
  const general: SectionRecipe = {
    name: 'כללי',
    modules: [
      announcements([
        { subject: `ברוכים הבאים לקורס ${facts.name}`, message: 'חומרי הקורס יעלו מדי שבוע.', daysAgo: 34 },
        { subject: 'תזכורת להגשה', message: 'ההגשה עד סוף השבוע, דרך האתר בלבד.', daysAgo: 2 },
      ]),
      file('סילבוס', `סילבוס ${facts.name}.pdf`),
      link('קישור קבוע לזום', `https://demo-university.zoom.us/j/9${facts.code.replaceAll('-', '')}`),
    ],
  };
  const weeks = weekly(
    topics,
    (n, topic) => `שבוע ${n} - ${topic}`,
    (n, topic) => [
      file(`הרצאה ${n} - ${topic}`, `lecture_${n}.pdf`),
      file(`תרגול ${n}`, `class_${n}.pdf`),
      ...(n % 2 === 0
        ? [link(`הקלטה ${n}`, `https://demo-university.zoom.us/rec/share/${facts.code}-${n}`)]
        : []),
    ],
  );
  const tasks: SectionRecipe = {
    name: 'מטלות ובחינות',
    modules: [
      homework('מטלה 1', { dueDays: -15, state: 'graded', grade: 88 }),
      homework('מטלה 2', { dueDays: 4, state: 'untouched' }),
      homework('מטלה 3', { dueDays: 18, state: 'untouched', opensDays: 5 }),
      quiz('בוחן אמצע', { opensDays: 9, closesDays: 10, minutes: 60 }),
      file('מבחן תשפ"ה מועד א', 'exam_a.pdf'),
      file('מבחן תשפ"ה מועד א - פתרון', 'exam_a_solution.pdf'),
    ],
  };
  return { ...facts, when: 'now', sections: [general, ...weeks, tasks] };
}
