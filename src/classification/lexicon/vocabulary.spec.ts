import { classifyItem } from '../classify-item';
import { tokenise } from '../normalise/tokenise';
import { compileLexicons } from './compile';
import { LEXICONS } from './languages';
import { matchTerms } from './match';

const file = (name: string) => classifyItem({ modType: 'resource', name }).category;

/** Names as courses have them, made by hand: one or more for what each list of the wider vocabulary adds. */
const NAMES: readonly (readonly [category: string, names: readonly string[]])[] = [
  [
    'reading',
    ['בג"ץ 6821/93 בנק', 'חוק-יסוד: כבוד האדם', 'jurisprudence récente', 'OpenStax Chemistry', 'ГОСТ 7.32'],
  ],
  [
    'exam',
    [
      'אוסף שאלות ממבחנים',
      'Lab practical 2022',
      "Galop d'essai",
      'Model de test',
      'Пересдача',
      'Altfragen',
      'Solemne 2',
      'فرض محروس 1',
    ],
  ],
  [
    'assignment',
    [
      'סט תרגילים 3',
      'Essay prompt 2',
      'Exposé 1',
      'Set de probleme 4',
      'Листочек 3',
      'Versuchsprotokoll',
      'Relación de problemas 2',
      'تقرير المختبر',
    ],
  ],
  [
    'recitation',
    [
      'מרתון לקראת סוף הסמסטר',
      'Worked examples 2',
      'Planche 3',
      'Tutoriat 4',
      'Besprechung 5',
      'Clase de problemas 3',
      'لقاء إرشادي 2',
    ],
  ],
  [
    'summary_or_formula_sheet',
    [
      'מושגי מפתח',
      'Final review sheet',
      'Fiche récap',
      'Formule utile',
      'Теормин',
      'ZF Analysis',
      'Chuleta',
      'ليلة الامتحان',
    ],
  ],
  [
    'syllabus_or_admin',
    [
      'הנחיות לנבחנים',
      'Exam regulations',
      'Groupes TD',
      'Despre curs',
      'Ведомость',
      'Gruppeneinteilung',
      'Condiciones de cursada',
      'توزيع الأفواج',
    ],
  ],
  [
    'code_or_data',
    [
      'קבצים נלווים',
      'Codebook',
      'Gabarit',
      'Fișiere de intrare',
      'Шаблон отчёта',
      'Messdaten',
      'Plantilla',
      'ملف اكسل',
    ],
  ],
  [
    'link_or_tool',
    [
      'מפגשי זום',
      'Sign up for groups',
      'Choix du créneau',
      'Alegerea echipelor',
      'Опрос',
      'Linksammlung',
      'Encuesta',
      'استمارة',
    ],
  ],
  [
    'recording',
    [
      'Documentary',
      'Vidéo de la séance',
      'Înregistrări video',
      'Видеоурок 3',
      'Mitschnitt',
      'Videoclase 2',
      'ريكوردات',
    ],
  ],
  ['lecture', ['פרזנטציה', 'Cours complet', 'Notițe', 'Фото доски', 'Vorkurs', 'Filminas', 'مطبوعة']],
];

describe('the vocabulary', () => {
  it.each(NAMES.flatMap(([category, names]) => names.map((name) => [name, category] as const)))(
    '%s: %s',
    (name, category) => {
      expect(file(name)).toBe(category);
    },
  );

  it.each(['Lösung 3', 'פתרון מוצע', 'Reference solution', 'Готовая', 'Pauta', 'نموذج التصحيح'])(
    '%s is a solution',
    (name) => {
      const cues = matchTerms(tokenise(name), { place: 'name', language: () => null });
      expect(cues.map(({ meaning }) => meaning)).toContain('solution');
    },
  );

  it.each(['חג שמח', 'pas de cours', 'nu se va ține', 'перенос', 'fällt aus', 'se suspende', 'بالتوفيق'])(
    '%s is said in announcements',
    (name) => {
      const cues = matchTerms(tokenise(name), { place: 'name', language: () => null });
      expect(cues.map(({ meaning }) => meaning)).toContain('announcement');
    },
  );

  /** A list that says nothing which the others do not say is not needed. */
  it.each(
    LEXICONS.flatMap(({ language, entries }) =>
      entries.map(
        (entry, at) => [`${language} ${at} ${entry.meaning} ${entry.weight}`, language, at] as const,
      ),
    ),
  )('needs the list %s', (_, language, at) => {
    const whole = compileLexicons(LEXICONS.filter((lexicon) => lexicon.language === language));
    const without = compileLexicons(
      LEXICONS.filter((lexicon) => lexicon.language === language).map((lexicon) => ({
        ...lexicon,
        entries: lexicon.entries.filter((_entry, index) => index !== at),
      })),
    );
    expect(JSON.stringify([...without.byFirstWord])).not.toBe(JSON.stringify([...whole.byFirstWord]));
  });
});
