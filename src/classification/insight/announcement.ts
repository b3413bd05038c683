import { type SpokenDate, spokenDate } from './spoken-date';

/** What an announcement tells that a student must know. */
export type AnnouncementTopic =
  | 'exam_moved'
  | 'exam_date'
  | 'cancelled'
  | 'deadline_moved'
  | 'room_changed'
  | 'rescheduled'
  | 'grades'
  | 'material'
  | 'other';

export interface AnnouncementReading {
  topic: AnnouncementTopic;
  /** 0 to 3: whether it can wait, is worth knowing, changes the week, or must not be missed. */
  importance: 0 | 1 | 2 | 3;
  /** The first date it speaks of. */
  date: SpokenDate | null;
}

interface TopicRule {
  readonly topic: AnnouncementTopic;
  readonly importance: 0 | 1 | 2 | 3;
  /** All of these must be said. */
  readonly says: readonly RegExp[];
}

const word = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})`, 'iu');

const EXAM = word(
  '(?:[והבלמ]{0,2})(?:מבחן|בחינ|בוחן|מועד [אבג])|exam|midterm|mid-term|final|quiz|test|examen|partiel|contrôle|klausur|prüfung|parțial|colocviu|parcial|экзамен|зач[её]т|контрольн|коллоквиум|(?:ال)?امتحان|(?:ال)?اختبار',
);
const MOVED = word(
  'נדח|הוקד|הוזז|עבר ל|שינוי (?:מועד|תאריך|שעה)|מועד חדש|moved|postponed|rescheduled|new date|change of date|delayed|brought forward|report[ée]|déplac|décal|verschoben|verlegt|amân|reprogramat|se mută|pospuest|aplaza|se posterga|cambio de fecha|перен[ео]с|отложен|تأجيل|تأجل|تقديم موعد|تغيير موعد',
);
const CANCELLED = word(
  'בוטל|מבוטל|ביטול|מתבטל|לא (?:י|ת)תקיימ?|אין (?:שיעור|הרצאה|תרגול)|cancell?ed|no (?:class|lecture|tutorial|section|recitation|lab)|annul|pas de (?:cours|td|tp)|fällt aus|fallen aus|entfällt|anulat|se anulează|nu se (?:va )?ține|se suspende|suspendid|cancelad|no hay clase|отмен|не будет|إلغاء|الغاء|ألغيت|لا (?:توجد )?محاضرة',
);
const DEADLINE = word(
  '(?:[והבלמ]{0,2})הגש|הארכת מועד|מועד אחרון|due|deadline|submission|hand.?in|rendu|rendre|dépôt|date limite|abgabe|frist|predare|termen|entrega|plazo|сдач|срок|дедлайн|تسليم|موعد نهائي',
);
const EXTENDED = word(
  'הארכ|הוארכ?|נדח|דחי|extend|extension|prolong|report[ée]|verlänger|verschoben|prelungi|amân|ampl[ií]|prórroga|продл|перен[ео]с|تمديد|تأجيل',
);
const ROOM = word(
  'כיתה|חדר|אולם|room|venue|hall|location|salle|amphi|raum|hörsaal|sala|aula|salón|аудитори|кабинет|(?:ال)?قاعة',
);
const CHANGED = word(
  'שינוי|הוחלפ|עבר|תתקיים ב|יתקיים ב|change|moved|new|instead|chang|nouvelle|änder|neuer|schimb|mut[ăa]|cambio|смен|измен|перен[ео]с|تغيير|نقل',
);
const GRADES = word(
  'ציונ|grades?|marks?|results|scores?|résultats|noten|ergebnisse|rezultate|notas|calificaciones|оценк|балл|результат|(?:ال)?علامات|(?:ال)?درجات|نتائج',
);
const MATERIAL = word(
  'הועל|פורסמ?|נוספ|זמינ|upload|posted|available|released|added|en ligne|disponible|hochgeladen|online|încărcat|postat|publicad|subid|выложен|загружен|опубликован|تم (?:رفع|نشر|تحميل|إضافة)',
);

/** In this order; the first that fits is what it is about. */
export const TOPIC_RULES: readonly TopicRule[] = [
  { topic: 'exam_moved', importance: 3, says: [EXAM, MOVED] },
  { topic: 'exam_moved', importance: 3, says: [EXAM, CANCELLED] },
  { topic: 'deadline_moved', importance: 3, says: [DEADLINE, EXTENDED] },
  { topic: 'cancelled', importance: 3, says: [CANCELLED] },
  { topic: 'room_changed', importance: 2, says: [ROOM, CHANGED] },
  { topic: 'rescheduled', importance: 2, says: [MOVED] },
  { topic: 'grades', importance: 1, says: [GRADES] },
  { topic: 'material', importance: 1, says: [MATERIAL] },
  { topic: 'exam_date', importance: 2, says: [EXAM] },
];

const LONGEST = 4000;

/** Reads an announcement: its title, or title and text. `postedAt` is when it was posted, in unix seconds, and fills what a date leaves out. */
export function readAnnouncement(text: string, postedAt: number, rules = TOPIC_RULES): AnnouncementReading {
  const read = text.slice(0, LONGEST).normalize('NFC');
  const rule = rules.find(({ says }) => says.every((said) => said.test(read)));
  return {
    topic: rule?.topic ?? 'other',
    importance: rule?.importance ?? 0,
    date: spokenDate(read, postedAt),
  };
}
