import { readAnnouncement, TOPIC_RULES } from './announcement';
import { assignmentWork, QUANTITIES } from './assignment-work';
import { languageOf } from './language-of';
import { linkKind, PLACES } from './link-kind';
import { DATE_FORMS, spokenDate } from './spoken-date';

const POSTED = Date.UTC(2025, 0, 20) / 1000;

describe('linkKind', () => {
  it.each([
    ['https://tau-ac-il.zoom.us/j/1', 'meeting'],
    ['https://tau-ac-il.zoom.us/rec/share/x', 'recording'],
    ['https://huji.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=1', 'recording'],
    ['https://youtu.be/x', 'video'],
    ['https://docs.google.com/forms/d/1', 'form'],
    ['https://forms.gle/x', 'form'],
    ['https://docs.google.com/document/d/1', 'document'],
    ['https://drive.google.com/x', 'drive'],
    ['https://chat.whatsapp.com/x', 'chat'],
    ['https://github.com/a/b', 'code'],
    ['HTTPS://HE.WIKIPEDIA.ORG/wiki/x', 'reading'],
    ['https://www.overleaf.com/read/x', 'document'],
    ['//meet.google.com/abc', 'meeting'],
  ] as const)('%s is %s', (url, kind) => {
    expect(linkKind(url)).toBe(kind);
  });

  it.each(['', 'x', 'https://notzoom.us.example', 'mailto:a@zoom.us', '//'])('knows nothing of %p', (url) => {
    expect(linkKind(url)).toBe('other');
  });

  it('needs no host twice', () => {
    const plain = PLACES.filter(({ path }) => path === undefined).flatMap(({ hosts }) => hosts.split(' '));
    expect(new Set(plain).size).toBe(plain.length);
  });
});

describe('languageOf', () => {
  it.each([
    ['מבוא למדעי המחשב', 'he'],
    ['שימוש ב-Python לניתוח', 'he'],
    ['محاضرة في الفيزياء', 'ar'],
    ['Введение в анализ', 'ru'],
    ['Introduction to the theory of graphs', 'en'],
    ['Cours sur les bases de données pour la licence', 'fr'],
    ['Vorlesung über die Grundlagen der Logik', 'de'],
    ['Apuntes de los parciales y las clases', 'es'],
    ['Curs introductiv pentru laborator și seminar', 'ro'],
    ['12345', null],
    ['', null],
  ] as const)('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('assignmentWork', () => {
  it.each([
    ['gradePercent', 'התרגיל הוא 15% מהציון', 15],
    ['gradePercent', 'worth 20% of the final grade', 20],
    ['points', 'Question 1 (30 points)', 30],
    ['points', '25 נקודות', 25],
    ['pages', 'היקף: 3-5 עמודים', 5],
    ['pages', 'max. 10 Seiten', 10],
    ['words', 'an essay of 1500 words', 1500],
    ['parts', 'במטלה 6 שאלות', 6],
    ['parts', '4 exercices à rendre', 4],
  ] as const)('%s of "%s"', (quantity, text, value) => {
    expect(assignmentWork(text)[quantity]).toBe(value);
  });

  it('has a case for each quantity', () => {
    expect(new Set(QUANTITIES.map(({ name }) => name)).size).toBe(5);
  });

  it.each([
    ['ההגשה בזוגות', 'pairs'],
    ['in groups of three', 'group'],
    ['individuelle Leistung, einzeln', 'alone'],
    ['הגשה ביחידים', 'alone'],
    ['solve it', null],
  ] as const)('%s: %s', (text, group) => {
    expect(assignmentWork(text).group).toBe(group);
  });

  it('estimates by what is asked for, then by what it is worth', () => {
    expect(assignmentWork('8 questions, 100 points').hours).toBe(6);
    expect(assignmentWork('100 points').hours).toBe(4);
    expect(assignmentWork('nothing').hours).toBeNull();
    expect(assignmentWork('400 pages').hours).toBe(80);
  });
});

describe('readAnnouncement', () => {
  const CASES = [
    ['exam_moved', 3, 'המבחן נדחה ליום 14.2'],
    ['exam_moved', 3, 'Midterm moved to February 14th'],
    ['exam_moved', 3, 'Экзамен перенесён'],
    ['exam_moved', 3, 'הבוחן מבוטל'],
    ['deadline_moved', 3, 'הארכת מועד הגשה'],
    ['deadline_moved', 3, 'HW 3 deadline extended'],
    ['deadline_moved', 3, 'מועד ההגשה של תרגיל 4 נדחה למחר'],
    ['deadline_moved', 3, 'הארכת מועד לתרגיל 4'],
    ['cancelled', 3, 'השיעור ביום ראשון מבוטל'],
    ['cancelled', 3, 'Cours annulé lundi'],
    ['cancelled', 3, 'Vorlesung fällt aus'],
    ['room_changed', 2, 'שינוי כיתה לתרגול'],
    ['room_changed', 2, 'Room change'],
    ['rescheduled', 2, 'The lecture was postponed'],
    ['grades', 1, 'ציוני תרגיל 2'],
    ['grades', 1, 'Оценки за ДЗ'],
    ['material', 1, 'הועלו שקפים'],
    ['material', 1, 'Slides uploaded'],
    ['exam_date', 2, 'תזכורת: בוחן ביום שלישי'],
    ['other', 0, 'חג שמח'],
  ] as const;

  it.each(CASES)('%s (%i): %s', (topic, importance, text) => {
    expect(readAnnouncement(text, POSTED)).toMatchObject({ topic, importance });
  });

  it('needs each rule', () => {
    TOPIC_RULES.forEach((_, left) => {
      const without = TOPIC_RULES.filter((_rule, at) => at !== left);
      const changed = CASES.some(
        ([topic, , text]) => readAnnouncement(text, POSTED, without).topic !== topic,
      );
      expect([left, changed]).toEqual([left, true]);
    });
  });

  it('tells the date it speaks of', () => {
    expect(readAnnouncement('המבחן נדחה ל-14.2 בשעה 9:30', POSTED).date).toEqual({
      year: 2025,
      month: 2,
      day: 14,
      hour: 9,
      minute: 30,
    });
  });
});

describe('spokenDate', () => {
  it.each([
    ['on 2025-02-14', 0],
    ['ב-14.2.2025', 1],
    ['עד 14/02', 1],
    ['14 בפברואר', 2],
    ['14. Februar 2025', 2],
    ['le 14 février', 2],
    ['14 de febrero de 2025', 2],
    ['14 февраля', 2],
    ['Feb 14th, 2025', 3],
  ] as const)('%s', (text, form) => {
    expect(spokenDate(text, POSTED)).toMatchObject({ year: 2025, month: 2, day: 14 });
    const others = DATE_FORMS.filter((_, at) => at !== form);
    expect(spokenDate(text, POSTED, others)).toBeNull();
  });

  it('without a year is the next one, or one shortly past', () => {
    expect(spokenDate('3.1', POSTED)?.year).toBe(2025);
    expect(spokenDate('3.6', POSTED)?.year).toBe(2025);
    expect(spokenDate('3.11', POSTED)?.year).toBe(2025);
    expect(spokenDate('25.11', POSTED)?.year).toBe(2024);
  });

  it('reads the hour in halves of a day', () => {
    expect(spokenDate('Feb 14 at 2:30 pm', POSTED)).toMatchObject({ hour: 14, minute: 30 });
    expect(spokenDate('Feb 14', POSTED)).toMatchObject({ hour: null, minute: null });
  });

  it.each(['', '99.99', 'chapter 3', '12:30', '3.14159', '20%'])('knows none in %p', (text) => {
    expect(spokenDate(text, POSTED)).toBeNull();
  });

  it('is total', () => {
    expect(spokenDate('14.2', Number.NaN)).toBeNull();
    expect(readAnnouncement('א'.repeat(100_000), POSTED).topic).toBe('other');
  });
});
