import type { LexiconEntry } from '../entry';

/** German, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_GERMAN: readonly LexiconEntry[] = [
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
      Prüfungsordnung, Studienordnung, Bewertungskriterien, Bewertungsschema,
      Notenspiegel, Notenliste, Punktetabelle, Klausurergebnisse, Ergebnisse,
      Klausurtermine, Prüfungstermine, Prüfungsanmeldung, Anmeldung zur Prüfung, Hinweise
      zur Prüfung, Hinweise zur Klausur, Klausurhinweise, Infos zur Klausur, Informationen
      zur Klausur, Klausurinfo, Organisatorisches, Organisation, Kursinformationen,
      Kursübersicht, Kurzinfo, Veranstaltungsübersicht, Übersicht der Termine,
      Terminübersicht, Spielregeln, Sprechstunden, Sprechzeiten, Ansprechpartner,
      Willkommen, Herzlich willkommen, Teilnehmerliste, Gruppenliste, Laborordnung,
      Sicherheitsunterweisung, Leistungsnachweis, Scheinkriterien,
      Zulassungsvoraussetzungen, Klausurzulassung, Themenübersicht, Themenliste,
      klausurrelevante Themen, Modulinformationen
    `,
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
      Altfragen, Altfragensammlung, Beispielklausur, Musterprüfung, Testklausur,
      Wissenstest, Lernstandskontrolle, Aufnahmeprüfung, Klausurbeispiele, alte Klausuren,
      alte Klausur, alte Prüfungen, frühere Klausuren, Prüfungssammlung, Übungstest,
      Onlinetest, Online Test, Kurztest, Wochentest, Prüfungsbeispiele,
      Wiederholungsfragen, Verständnisfragen, Klausurkatalog, Zulassungstest,
      Eingangsprüfung, mündl Prüfung
    `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.6,
    terms: `
      ZF, ZSF, Zsmf, Zusfassung, Formelheft, Übersichtstabelle, Spicker,
      Kurzzusammenfassung, Wiederholung, Repetition, Kompaktwissen, Lernskript,
      Verteilungstabellen, Integraltabelle, Laplacetabelle, Referenzkarte,
      Themenzusammenfassung
    `,
  },
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
      Vorkurs, Handout, Handouts, Vorlesungsaufschrieb, Vorlesungsskripte, Skriptteil,
      Vorlesungsmaterial, Vorlesungsmaterialien, Kursmaterial, Vorlesungseinheit,
      Einführungsveranstaltung, Einführungsvorlesung, Gastvorlesung, Lerneinheit,
      Tafelanschriebe, Anschrieb, Aufschrieb
    `,
  },
  {
    meaning: 'assignment',
    weight: 3.5,
    terms: `
      Vorbereitungsaufgaben, Vorbereitungsblatt, Praktikumsbericht, Laborbericht,
      Versuchsprotokoll, Programmieraufgaben, Testataufgabe, Gruppenarbeit, Einzelarbeit,
      Fallstudie, Essay, Semesterarbeit, Lernaufgabe, Lernaufgaben, Pflichtaufgaben,
      Bonusaufgabe, Bonusaufgaben, Knobelaufgaben, Heimübung, Heimübungen, Heimarbeit,
      Wochenaufgabe, Übungsmaterial, Rechenaufgaben, Projektbeschreibung, Projektaufgabe,
      Aufgabenpool, Übungsprojekt
    `,
  },
  {
    meaning: 'recitation',
    weight: 3.6,
    terms: `
      Übungsbetrieb, Tutorienfolien, Tutoriumsfolien, Tutorienaufgaben, Tutoriumsaufgaben,
      Gruppenübungen, Präsenzaufgabe, Besprechung, Übungsbesprechung, Große Übung, Kleine
      Übung, Fragestunden, Repetitorien, Crashkurs, Lernraum, Zentralübungsfolien,
      Zentralübungen, Vorrechenübung
    `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
      Anmeldung zu den Übungsgruppen, Gruppenanmeldung, Gruppenwahl,
      Übungsgruppenanmeldung, Anmeldung zum Tutorium, Anmeldung zum Praktikum, Themenwahl,
      Zoom Raum, Zoomraum, Zoom Link, Videokonferenz, virtueller Raum, Livestream Link,
      Fragenforum, Diskussionsforum, Kursforum, Umfrage, Umfragen, Evaluation,
      Lehrevaluation, Kursevaluation, Terminfindung, Terminabstimmung, Abstimmung,
      Anwesenheit, Anwesenheitsliste, Sprechstundenanmeldung, Linkliste, Linksammlung,
      nützliche Links, weiterführende Links, externe Links, Fragen und Antworten,
      Kummerkasten, Austauschforum, Semesterapparat
    `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: `
      Urteil, BGH, BVerfG, BGB, Gesetz, Gesetzestext, Grundgesetz, Lehrbuch, Lehrbücher,
      Buchkapitel, Fachartikel, Leseliste, Lektüre, Pflichtlektüre, Literaturliste,
      Literaturverzeichnis, Literaturhinweise, Literaturempfehlungen, weiterführende
      Literatur, Textauszug, Primärtext, Quellentext, Leseauftrag, Aufsatz, Ebook
    `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
      Quellcode, Quelltext, Quelltexte, Beispielcode, Codebeispiele, Beispielprogramm,
      Beispielprogramme, Codegerüst, Programmgerüst, Vorlage, Vorlagen, Datensatz,
      Datensätze, Messdaten, Rohdaten, Datei, Dateien, Übungsdateien, Projektdateien,
      Materialpaket, Latexvorlage, Protokollvorlage
    `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: `
      Aufzeichnung, Aufzeichnungen, Mitschnitt, Vorlesungsvideo, Vorlesungsvideos,
      Videoaufzeichnung, Videoaufzeichnungen, Lernvideo, Lernvideos, Erklärvideo,
      Erklärvideos, Video, Videos, Vorlesungsmitschnitt
    `,
  },
];
