import type { LexiconEntry } from '../entry';

/** German, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_GERMAN: readonly LexiconEntry[] = [
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms:
      'Merkblatt Klausur, Merkblatt Prüfung, Merkblatt zur Klausur, Merkblatt zur Prüfung, Klausurmerkblatt',
  },
  {
    meaning: 'solution',
    weight: 1,
    terms: 'Schlüssel, Schluessel, Lösungsschlüssel, Loesungsschluessel, Bewertungsschlüssel',
  },
  {
    meaning: 'announcement',
    weight: 2.6,
    terms: `
      fällt aus, fallen aus, entfällt, verschoben, verlegt, Raumänderung, Terminänderung,
      Ausfall, findet statt, frohe Weihnachten, Erinnerung, wichtige Information, Hinweis
    `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
        Gruppeneinteilung, Einteilung der Gruppen, Terminplan, Ablaufplan, Ablauf, Semesterplan,
        Zeitplan, Kursplan, Vorlesungsplan, Modulbeschreibung, Modulhandbuch, Lernziele,
        Prüfungsordnung, Studienordnung, Bewertungskriterien, Notenspiegel, Notenliste,
        Punktetabelle, Klausurergebnisse, Ergebnisse, Klausurtermine, Prüfungstermine,
        Prüfungsanmeldung, Anmeldung zur Prüfung, Hinweise
      zur Prüfung, Hinweise zur Klausur,
        Klausurhinweise, Infos zur Klausur, Informationen
      zur Klausur, Klausurinfo,
        Organisatorisches, Organisation, Kursinformationen, Kursübersicht, Kurzinfo,
        Veranstaltungsübersicht, Terminübersicht, Sprechstunden, Sprechzeiten, Ansprechpartner,
        Willkommen, Teilnehmerliste, Gruppenliste, Laborordnung, Sicherheitsunterweisung,
        Leistungsnachweis, Scheinkriterien, Zulassungsvoraussetzungen, Klausurzulassung,
        Themenübersicht, Themenliste, klausurrelevante Themen, Modulinformationen
      `,
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
        Altfragen, Wissenstest, Lernstandskontrolle, Aufnahmeprüfung, Klausurbeispiele, Kurztest,
        Wochentest, Prüfungsbeispiele, Wiederholungsfragen, Verständnisfragen, Zulassungstest
      `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.6,
    terms: `
        ZF, ZSF, Zsmf, Zusfassung, Formelheft, Spicker, Wiederholung, Repetition, Kompaktwissen,
        Lernskript, Referenzkarte
      `,
  },
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
        Vorkurs, Skriptteil, Vorlesungsmaterial, Vorlesungsmaterialien,
        Kursmaterial, Vorlesungseinheit, Einführungsveranstaltung, Lerneinheit, Anschrieb,
        Aufschrieb
      `,
  },
  {
    meaning: 'assignment',
    weight: 3.5,
    terms: `
        Programmieraufgaben, Testataufgabe, Gruppenarbeit, Einzelarbeit, Fallstudie, Essay,
        Semesterarbeit, Heimarbeit, Übungsmaterial
      `,
  },
  {
    meaning: 'recitation',
    weight: 3.6,
    terms: `
        Übungsbetrieb, Tutorienfolien, Tutoriumsfolien, Tutorienaufgaben, Tutoriumsaufgaben,
        Gruppenübungen, Präsenzaufgabe, Besprechung, Große Übung, Kleine
      Übung, Fragestunden,
        Repetitorien, Crashkurs, Lernraum, Zentralübungen, Vorrechenübung
      `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
        Anmeldung zu den Übungsgruppen, Gruppenanmeldung, Gruppenwahl, Übungsgruppenanmeldung,
        Anmeldung zum Tutorium, Anmeldung zum Praktikum, Themenwahl, Zoomraum, Videokonferenz,
        virtueller Raum, Livestream Link, Fragenforum, Diskussionsforum, Umfrage, Umfragen,
        Evaluation, Terminfindung, Terminabstimmung, Abstimmung, Anwesenheit, Anwesenheitsliste,
        Sprechstundenanmeldung, Linkliste, Linksammlung, Fragen und Antworten, Kummerkasten,
        Semesterapparat
      `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: `
        Urteil, BGH, BVerfG, BGB, Gesetz, Gesetzestext, Grundgesetz, Lehrbuch, Lehrbücher,
        Buchkapitel, Fachartikel, Leseliste, Lektüre, Pflichtlektüre, Literaturliste,
        Literaturverzeichnis, Literaturhinweise, Textauszug, Primärtext, Quellentext, Leseauftrag,
        Aufsatz, Ebook
      `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
        Quellcode, Quelltext, Quelltexte, Beispielcode, Codebeispiele, Beispielprogramm,
        Beispielprogramme, Codegerüst, Programmgerüst, Vorlage, Vorlagen, Datensatz, Datensätze,
        Messdaten, Rohdaten, Datei, Dateien, Materialpaket
      `,
  },
];
