import type { Category } from '../../../../src/classification';

/** Names of one language, by category. `#` stands for a number, `~` for a topic, `^` for a year; alternatives are parted by `|`. */
export interface Habits {
  readonly language: string;
  readonly topics: string;
  /** Sections that tell nothing. */
  readonly neutral: string;
  readonly sections: Partial<Readonly<Record<Category, string>>>;
  readonly files: Partial<Readonly<Record<Category, string>>>;
  readonly links: Partial<Readonly<Record<Category, string>>>;
  readonly forums: Partial<Readonly<Record<Category, string>>>;
  readonly labels: string;
}

export const HABITS: readonly Habits[] = [
  {
    language: 'he',
    topics:
      'מטריצות|אינטגרלים|עצי חיפוש|הסתברות מותנית|היצע וביקוש|דיני נזיקין|זיכרון|גלים|מולקולות|המאה התשע עשרה|רשתות',
    neutral: 'כללי|שבוע #|שיעור #|יחידה #|חומרי הקורס|root|נושא #',
    sections: {
      lecture: 'הרצאות|מצגות',
      recitation: 'תרגולים',
      assignment: 'תרגילי בית|מטלות|שיעורי בית',
      assignment_solution: 'פתרונות תרגילי בית|פתרונות למטלות',
      exam: 'מבחנים|בחינות לדוגמה|מבחנים משנים קודמות',
      exam_solution: 'פתרונות מבחנים',
      recording: 'הקלטות',
      reading: 'חומרי קריאה|ביבליוגרפיה',
      summary_or_formula_sheet: 'סיכומים|דפי נוסחאות',
    },
    files: {
      lecture: 'הרצאה #|הרצאה # - ~|מצגת # ~|שיעור # - ~|הרצ # ~|lec# ~|שקפים # - ~|~',
      recitation:
        'תרגול #|תרגול # - ~|תירגול # ~|תרגול # - פתרון|תרגול # כולל פתרונות|מצגת תרגול # ~|tirgul #',
      assignment:
        'תרגיל בית #|תרגיל #|מטלה # - ~|ת"ב #|ממן #|גיליון #|עבודה # - ~|hw#|ש"ב #|דף עבודה #|תרגיל # ללא פתרון|הנחיות לפרויקט',
      assignment_solution:
        'פתרון תרגיל בית #|תרגיל # - פתרון|מטלה # פתרון לדוגמה|פיתרון ת"ב #|פתרון ממן #|hw# sol|פתרון גיליון #',
      exam: 'מבחן ^ מועד א|מועד ב ^|בחינה ^|בוחן #|מבחן לדוגמה #|בוחן אמצע ^|moed a ^|^ סמסטר א מועד ב',
      exam_solution: 'פתרון מבחן ^|מבחן ^ מועד א - פתרון|פתרון מועד ב ^|בוחן # פתרון|moed b ^ sol',
      summary_or_formula_sheet: 'סיכום ~|דף נוסחאות|סיכום הקורס|דף עזר לבחינה|סיכום הרצאה #|טבלת ~|נוסחאות ~',
      syllabus_or_admin:
        'סילבוס|סילבוס ^|לוח זמנים|הנחיות לבחינה|ציונים סופיים|נהלי הקורס|דרישות הקורס|מידע כללי|רשימת נושאים לבחינה',
      reading: 'מאמר - ~|ספר הקורס|רשימת קריאה|מאמר # ~|פרק # מהספר|מדריך למידה ~',
      code_or_data: 'קוד ~.py|קבצי עזר תרגיל #.zip|נתונים ~.csv|שלד תרגיל #.java|קוד מההרצאה #.zip',
      other: 'נספח #|תמונה #.png',
    },
    links: {
      recording: 'הקלטת הרצאה #|הקלטה שיעור #|הרצאה # מוקלטת|סרטון ~|הקלטת תרגול #',
      link_or_tool: 'קישור לזום|קבוצת ווטסאפ|בחירת קבוצה|סקר|אתר הקורס|טופס הרשמה',
      reading: 'מאמר ~|קישור לספר',
    },
    forums: {
      announcement: 'לוח הודעות|הודעות|השיעור ביום # מבוטל|תזכורת - בוחן #|חדשות',
      link_or_tool: 'פורום שאלות|פורום דיון|פורום סטודנטים|שאלות על תרגיל #',
    },
    labels: 'שבוע #|הרצאות|מבחנים ופתרונות|תרגילים|נושא # - ~',
  },
  {
    language: 'en',
    topics:
      'Graph Theory|integrals|Virtual Memory|Supply and Demand|Photosynthesis|Torts|regression|The Cold War|Recursion|circuits|Kinship',
    neutral: 'General|Week #|Module #|Topic #|root|Course Materials|Unit # - ~',
    sections: {
      lecture: 'Lectures|Slides|Lecture Notes',
      recitation: 'Tutorials|Sections|Recitations',
      assignment: 'Assignments|Homework|Labs|Problem Sets',
      assignment_solution: 'Homework Solutions|Assignments/Solutions',
      exam: 'Exams|Past Papers|Quizzes|Old exams',
      exam_solution: 'Exams/Solutions|Exam solutions',
      recording: 'Recordings|Lecture Videos',
      reading: 'Readings|References',
      code_or_data: 'Code|Datasets',
      syllabus_or_admin: 'Course Information|Syllabus',
    },
    files: {
      lecture:
        'Lecture #|Lec# - ~|lecture#|Lecture # ~|L#_~|Slides # ~|Chapter # - ~|Week # slides|notes #|~|ch# ~|Class #',
      recitation:
        'Tutorial #|Tutorial # Solutions|Recitation #|Section # handout|tut#|Discussion # worksheet|Seminar # ~|disc#-sol',
      assignment:
        'HW#|Homework #|Assignment #|assignment# ~|Problem Set #|ps#|Lab #|lab# ~|Exercise #|Project #|Final project guidelines|Essay prompt #|A#',
      assignment_solution:
        'HW# Solutions|hw#sol|Assignment # - Solution|ps#_solutions|Homework # answer key|Lab # solution|Solutions to Problem Set #',
      exam: 'Midterm #|Final Exam ^|Quiz #|Exam # ^|midterm ^|Practice Final|Sample midterm ^|Past paper ^|EndSem ^|Test #',
      exam_solution:
        'Midterm # Solutions|Final ^ solutions|Quiz # Key|exam#-sol|Practice Final Answers|Final Exam ^ - Marking Scheme',
      summary_or_formula_sheet:
        'Formula sheet|Cheat sheet|~ cheatsheet|Summary of ~|Midterm study guide|Summary Lecture #|Glossary',
      syllabus_or_admin:
        'Syllabus|Course outline|Syllabus ^|Grading policy|Schedule|Exam instructions|Office hours|Lab schedule|Marking criteria',
      reading:
        'Reading # - ~|Textbook|Article ~|Reading list|Smith & Jones ^|~, 3rd edition|Book chapter # ~',
      code_or_data: 'demo#.py|starter code #.zip|~.ipynb|data#.csv|main.cpp|lab#_files.zip|example#.m',
      other: 'Appendix #|image#.png',
    },
    links: {
      recording: 'Lecture # recording|Video # ~|Recording - Week #|Lecture # video|Screencast ~',
      link_or_tool:
        'Zoom link|Piazza|Course website|Sign-up sheet|Gradescope|Feedback survey|Discord|Google Drive folder',
      reading: 'Reading - ~|Textbook online|Wikipedia - ~',
    },
    forums: {
      announcement:
        'Announcements|News|Class cancelled on Monday|HW# posted|Reminder - quiz #|Midterm moved to Thursday',
      link_or_tool: 'Discussion forum|Q&A forum|Ask a question|General discussion',
    },
    labels: 'Week #|Lectures|Topic # - ~|Assignments|Exams',
  },
  {
    language: 'fr',
    topics:
      'espaces vectoriels|thermodynamique|graphes|la Révolution|processus|droit des contrats|intégrales',
    neutral: 'Général|Semaine #|Séance #|root|Chapitre # - ~',
    sections: {
      lecture: 'CM|Cours|Cours magistraux',
      recitation: 'TD',
      assignment: 'TP|Devoirs',
      exam: 'Annales|Examens',
      exam_solution: 'Annales/Corrigés',
      reading: 'Bibliographie|Lectures',
    },
    files: {
      lecture: 'Cours #|CM#|CM # - ~|Chapitre # ~|Poly ~|Diapos # ~|cours_~',
      recitation: 'TD#|TD # - ~|Feuille de TD #|TD# corrigé|td#_enonce',
      assignment: 'TP#|TP # - ~|DM #|Devoir #|Sujet TP #|Projet ~|Feuille d’exercices #',
      assignment_solution: 'Corrigé TP #|TP#_correction|DM # corrigé|Correction devoir #',
      exam: 'Partiel ^|Examen ^|CC #|Interro #|Annales ^|Sujet examen ^|TP noté ^|DS#',
      exam_solution: 'Corrigé partiel ^|Examen ^ corrigé|CC # correction|Corrigé annales ^',
      summary_or_formula_sheet: 'Formulaire|Fiche de révision ~|Résumé ~|Aide-mémoire ~',
      syllabus_or_admin:
        'Syllabus|Modalités d’évaluation|Planning ^|Programme du cours|Emploi du temps|Barème',
      reading: 'Article ~|Bibliographie|Livre ~|Texte # ~',
      code_or_data: 'code_tp#.zip|donnees_~.csv|exemple.c|squelette#.py',
      other: 'Annexe #',
    },
    links: {
      recording: 'Vidéo du cours #|Enregistrement CM #|Capsule # ~',
      link_or_tool: 'Lien Zoom|Choix du groupe|Sondage|Site du cours|Inscription',
    },
    forums: {
      announcement: 'Annonces|Cours annulé lundi|Forum des nouvelles|Rappel - examen',
      link_or_tool: 'Forum de discussion|Forum questions',
    },
    labels: 'Semaine #|TD|Examens|Chapitre #',
  },
  {
    language: 'ro',
    topics: 'matrice|baze de date|grafuri|drept civil|integrale|procese',
    neutral: 'General|Săptămâna #|root|Tema #',
    sections: {
      lecture: 'Cursuri|Curs',
      recitation: 'Seminarii|Seminar',
      assignment: 'Laboratoare|Teme',
      exam: 'Examene|Subiecte examen',
      exam_solution: 'Examene/Rezolvări',
    },
    files: {
      lecture: 'Curs #|Curs # - ~|curs_#|Cursul # ~|Prezentare # ~',
      recitation: 'Seminar #|Seminarul # ~|seminar_#_solutii|Tutoriat #',
      assignment: 'Laborator #|Tema de casă #|lab#|Proiect ~|Lucrare de laborator #|Probleme propuse #',
      assignment_solution: 'Rezolvare laborator #|Soluții temă #|lab#_rezolvat|Rezolvări probleme #',
      exam: 'Examen ^|Subiecte ^|Parțial ^|Test #|Model examen|Colocviu ^|Bilete examen',
      exam_solution: 'Examen ^ rezolvat|Barem examen ^|Rezolvare parțial ^|Subiecte rezolvate ^',
      summary_or_formula_sheet: 'Rezumat ~|Formule ~|Sinteză curs #',
      syllabus_or_admin: 'Fișa disciplinei|Orar ^|Regulament|Note examen ^|Criterii de evaluare',
      reading: 'Bibliografie|Carte ~|Articol ~|Culegere de probleme',
      code_or_data: 'exemple_lab#.zip|cod_sursa.cpp|date_~.csv',
      other: 'Anexa #',
    },
    links: {
      recording: 'Înregistrare curs #|Video curs # ~',
      link_or_tool: 'Link Zoom|Alegerea grupei|Formular înscriere|Grup WhatsApp',
    },
    forums: {
      announcement: 'Anunțuri|Avizier|Cursul de luni se anulează',
      link_or_tool: 'Forum de discuții|Întrebări și răspunsuri',
    },
    labels: 'Săptămâna #|Cursuri|Laboratoare',
  },
  {
    language: 'ru',
    topics: 'матрицы|графы|интегралы|гражданское право|оптика|базы данных',
    neutral: 'Общее|Неделя #|root|Раздел #',
    sections: {
      lecture: 'Лекции',
      recitation: 'Семинары',
      assignment: 'Лабораторные работы|Домашние задания',
      exam: 'Экзамен|Контрольные',
      exam_solution: 'Экзамен/Решения',
      reading: 'Литература',
    },
    files: {
      lecture: 'Лекция #|Лекция № # - ~|Лекция # ~|Конспект лекции #|Презентация # ~',
      recitation: 'Семинар #|Практическое занятие #|Семинар # ~|Практика #',
      assignment:
        'ДЗ #|Лабораторная работа #|Домашнее задание #|Лаба #|Практическая работа # ~|Курсовая работа ~',
      assignment_solution: 'Решение ДЗ #|ДЗ # решения|Лабораторная # решение|Ответы к домашнему заданию #',
      exam: 'Билеты ^|Вопросы к экзамену|Контрольная работа #|Экзамен ^|Вопросы к зачёту|Коллоквиум #|Тест #',
      exam_solution:
        'Ответы на билеты|Решение контрольной работы #|Контрольная # с решениями|Ответы к экзамену ^',
      summary_or_formula_sheet: 'Шпаргалка ~|Формулы ~|Таблица ~|Глоссарий',
      syllabus_or_admin: 'Программа курса|Расписание ^|Критерии оценивания|Рабочая программа|Баллы ^',
      reading: 'Учебник ~|Список литературы|Методичка # ~|Статья ~',
      code_or_data: 'исходники_#.zip|данные.csv|пример#.py|Шаблон отчёта.docx',
      other: 'Приложение #',
    },
    links: {
      recording: 'Запись лекции #|Видео лекции # ~|Видеозапись #',
      link_or_tool: 'Ссылка на Zoom|Чат курса|Опрос|Выбор темы',
    },
    forums: {
      announcement: 'Объявления|Новостной форум|Перенос лекции',
      link_or_tool: 'Форум вопросов|Обсуждение',
    },
    labels: 'Неделя #|Лекции|Тема #',
  },
  {
    language: 'de',
    topics: 'Graphen|Matrizen|Prozesse|Vertragsrecht|Integrale|Thermodynamik',
    neutral: 'Allgemeines|Woche #|root|Material',
    sections: {
      lecture: 'Vorlesung|Folien',
      recitation: 'Tutorium',
      assignment: 'Übungen|Übungsblätter|Hausaufgaben',
      assignment_solution: 'Übungen/Lösungen',
      exam: 'Altklausuren|Klausuren',
      reading: 'Literatur',
    },
    files: {
      lecture: 'Vorlesung #|VL# ~|Folien # - ~|Kapitel # ~|Skript ~|vl#',
      recitation: 'Tutorium #|Tutoriumsblatt #|Präsenzübung # ~|Zentralübung #',
      assignment: 'Übungsblatt #|Blatt #|Aufgabenblatt # ~|Hausaufgabe #|Praktikum #|Projektaufgabe ~',
      assignment_solution: 'Lösung Übungsblatt #|Blatt#_Lösung|Musterlösung # ~|Lösungsvorschlag Blatt #',
      exam: 'Klausur ^|Altklausur WS ^|Probeklausur|Prüfung ^|Gedächtnisprotokoll ^|Testat #',
      exam_solution: 'Klausur ^ Lösung|Lösung Altklausur ^|Probeklausur Musterlösung',
      summary_or_formula_sheet: 'Zusammenfassung ~|Formelsammlung|Spickzettel ~|Lernzettel #',
      syllabus_or_admin: 'Organisatorisches|Terminplan ^|Modulbeschreibung|Ablaufplan|Prüfungsordnung',
      reading: 'Literaturliste|Lehrbuch ~|Artikel ~|Buchkapitel # ~',
      code_or_data: 'Beispielcode_#.zip|daten_~.csv|Vorlage #.tex|beispiel#.java',
      other: 'Anhang #',
    },
    links: {
      recording: 'Aufzeichnung VL #|Vorlesungsvideo # ~|Aufzeichnung #',
      link_or_tool: 'Zoom-Link|Gruppenwahl|Umfrage|Anmeldung',
    },
    forums: {
      announcement: 'Ankündigungen|Vorlesung fällt aus|Nachrichtenforum',
      link_or_tool: 'Diskussionsforum|Fragen und Antworten',
    },
    labels: 'Woche #|Übungen|Kapitel #',
  },
  {
    language: 'es',
    topics: 'matrices|grafos|integrales|derecho civil|termodinámica|procesos',
    neutral: 'General|Semana #|root|Unidad #',
    sections: {
      lecture: 'Clases|Teoría|Apuntes',
      assignment: 'Prácticas|Trabajos Prácticos|Ejercicios',
      exam: 'Parciales|Exámenes|Finales',
      exam_solution: 'Exámenes/Soluciones',
      reading: 'Bibliografía',
    },
    files: {
      lecture: 'Clase #|Clase # - ~|Apuntes ~|Diapositivas # ~|Teoría # ~|Unidad # ~',
      recitation: 'Ayudantía #|Seminario #|Clase práctica # ~|Ayudantía # pauta',
      assignment:
        'Práctica #|TP #|Guía de ejercicios #|Tarea #|Hoja #|Ejercicios ~|Trabajo Práctico # ~|Entrega #',
      assignment_solution:
        'Soluciones práctica #|TP # resuelto|Guía # - Soluciones|Solución tarea #|Ejercicios resueltos #',
      exam: 'Parcial ^|Primer parcial ^|Examen ^|Final ^|Recuperatorio ^|Certamen #|Modelo de examen',
      exam_solution: 'Parcial ^ resuelto|Solución examen ^|Final ^ resuelto|Pauta certamen #',
      summary_or_formula_sheet: 'Resumen ~|Formulario|Hoja de fórmulas|Tabla de ~',
      syllabus_or_admin:
        'Programa de la asignatura|Cronograma ^|Criterios de evaluación|Guía docente|Notas finales',
      reading: 'Bibliografía|Libro ~|Artículo ~|Lectura # ~',
      code_or_data: 'codigo_#.zip|datos_~.csv|ejemplo#.c|Plantilla.docx',
      other: 'Anexo #',
    },
    links: {
      recording: 'Grabación clase #|Video clase # ~|Clase # grabada',
      link_or_tool: 'Enlace Zoom|Elección de grupo|Encuesta|Sitio web',
    },
    forums: {
      announcement: 'Avisos|Novedades|Se suspende la clase',
      link_or_tool: 'Foro de consultas|Foro de dudas',
    },
    labels: 'Semana #|Parciales|Unidad #',
  },
  {
    language: 'ar',
    topics: 'المصفوفات|التكامل|الشبكات|القانون المدني|الخلية|الاحتمالات',
    neutral: 'عام|الأسبوع #|root|الوحدة #',
    sections: {
      lecture: 'المحاضرات|محاضرات',
      recitation: 'السكاشن',
      assignment: 'الواجبات|التمارين',
      assignment_solution: 'حلول الواجبات',
      exam: 'الامتحانات|امتحانات سابقة',
      reading: 'المراجع',
    },
    files: {
      lecture: 'محاضرة #|المحاضرة # - ~|شرائح # ~|الدرس # ~|شابتر #',
      recitation: 'سكشن #|أعمال موجهة #|حصة تمارين # ~',
      assignment: 'واجب #|تمارين ~|وظيفة #|شيت #|مشروع ~|تمرين # ~|سلسلة تمارين #',
      assignment_solution: 'حل واجب #|حلول تمارين #|شيت # محلول|حل الوظيفة #',
      exam: 'امتحان ^|اختبار #|نموذج امتحان ^|ميدترم ^|فاينل ^|كويز #|بنك أسئلة',
      exam_solution: 'حل امتحان ^|إجابات اختبار #|امتحان ^ محلول|حل الميدترم ^',
      summary_or_formula_sheet: 'ملخص ~|ملخص المحاضرة #|قوانين ~|مراجعة ~',
      syllabus_or_admin: 'خطة المساق|توصيف المقرر|جدول المحاضرات|علامات الامتحان|تعليمات',
      reading: 'كتاب ~|مراجع|مقال ~|الكتاب المقرر',
      code_or_data: 'كود #.zip|بيانات ~.csv|مثال#.py',
      other: 'ملحق #',
    },
    links: {
      recording: 'تسجيل المحاضرة #|فيديو # ~|تسجيل #',
      link_or_tool: 'رابط زوم|مجموعة الواتساب|اختيار المجموعة|استبيان',
    },
    forums: { announcement: 'إعلانات|تأجيل الامتحان|أخبار', link_or_tool: 'منتدى النقاش|منتدى الأسئلة' },
    labels: 'الأسبوع #|المحاضرات|الوحدة #',
  },
];
