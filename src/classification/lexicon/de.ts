import type { Lexicon } from './entry';
import { WIDER_GERMAN } from './wider/de';

/** German. Nouns that make compounds are marked: they are also found inside longer words. */
export const GERMAN: Lexicon = {
  language: 'de',
  prepositions: 'für, zu, zur, zum, von, vom, aus, über, der, des, vor, nach, im, in, am',
  articles: 'der, die, das, den, dem, eine, einer',
  negators: 'ohne, keine, kein, nicht',
  conjunctions: 'und, oder, u',
  entries: [
    {
      meaning: 'lecture',
      weight: 3,
      compound: true,
      terms: `
        Vorlesung, Vorlesungen, Vorlesungs, Folien, Foliensatz, Foliensätze, Skript, Skripte,
        Skriptum, Vorlesungsfolien, Vorlesungsskript, Tafelbild, Tafelbilder, Tafelanschrieb,
        Mitschrift, Mitschriften, Vorlesungsmitschrift, Vorlesungsunterlagen, Vorlesungsnotizen,
        Handzettel
      `,
    },
    {
      meaning: 'lecture',
      weight: 3,
      terms: `
        VL, VLs, Vorl, VO, Präsentation, Präsentationen, Folie, Lektion, Lektionen, Repetitorium,
        Vortrag, Gastvortrag
      `,
    },
    {
      meaning: 'lecture',
      weight: 1.5,
      counts: 'chapter',
      terms: `
        Kapitel, Kap, Einheit, Thema, Themen, Teil, Modul, Abschnitt, Termin, Sitzung
      `,
    },
    {
      meaning: 'lecture',
      weight: 1,
      terms: `
        Einführung, Einleitung, Grundlagen, Überblick, Notizen, Unterlagen
      `,
    },
    { meaning: 'lecture', weight: 1.7, numbered: true, terms: 'v' },
    { meaning: 'neutral', weight: 0, counts: 'week', terms: 'Woche, KW' },
    {
      meaning: 'recitation',
      weight: 3.5,
      compound: true,
      terms: `
        Tutorium, Tutorien, Tutoriums, Tutoriumsblatt, Tutorienblatt, Tutorübung, Tutoraufgaben,
        Zentralübung, Globalübung, Saalübung, Großübung, Plenarübung, Präsenzübung, Präsenzübungen,
        Präsenzblatt, Präsenzaufgaben, Gruppenübung, Übungsgruppe, Übungsstunde, Übungsfolien,
        Übungsstunden, Seminar, Seminare, Hörsaalübung, Tutorat, Tutorate, Seminarplan
      `,
    },
    { meaning: 'recitation', weight: 3, terms: 'Tut, Tuts, ZÜ, Kolloquium, Fragestunde' },
    {
      meaning: 'assignment',
      weight: 3.3,
      compound: true,
      terms: `
        Übungsblatt, Übungsblätter, Uebungsblatt, Übungszettel, Übungsserie, Übungsaufgabe,
        Übungsaufgaben, Übungen, Aufgabe, Aufgaben, Aufgabenblatt, Aufgabenblätter, Aufgabenstellung,
        Aufgabensammlung, Hausaufgabe, Hausaufgaben, Hausübung, Hausübungen, Hausarbeit,
        Hausarbeiten, Arbeitsblatt, Arbeitsblätter, Praktikum, Praktika, Praktikumsaufgabe,
        Praktikumsanleitung, Projekt, Projekte, Projektarbeit, Programmieraufgabe,
        Programmieraufgaben, Zusatzaufgaben, Blatt, Blätter, Hausblatt, Laborversuch, Versuch,
        Versuche, Versuchsanleitung, Rechenübung, Rechenübungen, Bonusblatt, Belegarbeit, Beleg,
        Seminararbeit, Pflichtaufgabe, Trainingsaufgaben
      `,
    },
    {
      meaning: 'assignment',
      weight: 2.9,
      compound: true,
      terms: `
        Übung, Uebung, Übungs, Uebungen, Uebungs, Abgabe, Abgaben, Serie, Zettel, Labor, Protokoll,
        Referat, Ausarbeitung
      `,
    },
    {
      meaning: 'assignment',
      weight: 2.9,
      numbered: true,
      terms: 'UE, ÜB, UEB, AB, HA, HÜ, Ü, Ueb, Üb, Bl, Übg',
    },
    { meaning: 'submission', weight: 1, terms: 'Abgabe, Abgaben, Einreichung, abgeben, hochladen' },
    {
      meaning: 'exam',
      weight: 3.7,
      compound: true,
      terms: `
        Klausur, Klausuren, Klausur Sammlung, Altklausur, Altklausuren, Probeklausur, Probeklausuren,
        Nachklausur, Musterklausur, Übungsklausur, Zwischenklausur, Abschlussklausur, Vorklausur,
        Teilklausur, Semestralklausur, Prüfung, Prüfungen, Pruefung, Prüfungs, Altprüfung,
        Altprüfungen, Prüfungsfragen, Prüfungsprotokoll, Prüfungsprotokolle, Prüfungsaufgaben,
        Klausuraufgaben, Klausurfragen, Klausurvorbereitung, Probeprüfung, Nachprüfung,
        Gedächtnisprotokoll, Gedächtnisprotokolle, Gedächtnisklausur, Fragenkatalog, Fragenkataloge,
        Testat, Testate, Probetest, Antestat, Fragensammlung, Kontrollfragen, Zwischentest,
        Einstufungstest, Eingangstest, Selbsttest, Schulaufgabe, Leistungskontrolle, Staatsexamen
      `,
    },
    {
      meaning: 'exam',
      weight: 3.3,
      terms: `
        Test, Tests, Examen, Prüfung WS, Nachtermin, Ersttermin, Zweittermin, Quiz
      `,
    },
    { meaning: 'exam', weight: 1.5, terms: 'Fragen' },
    {
      meaning: 'solution',
      weight: 1,
      compound: true,
      terms: `
        Lösung, Lösungen, Loesung, Loesungen, Musterlösung, Musterlösungen, Musterloesung,
        Lösungsvorschlag, Lösungsvorschläge, Loesungsvorschlag, Lösungshinweise, Lösungsskizze,
        Lösungsskizzen, Lösungsblatt, Lösungsweg, Beispiellösung, Kurzlösung, Losung, Lösungs,
        Antworten, Korrektur, Erwartungshorizont
      `,
    },
    { meaning: 'solution', weight: 1, terms: 'Lsg, Lsgn, Lös, Loes, gelöst, ML, LV, LSG' },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 4.8,
      compound: true,
      terms: `
        Zusammenfassung, Zusammenfassungen, Formelsammlung, Formelsammlungen, Formelblatt,
        Formelzettel, Formeln, Spickzettel, Merkblatt, Merkzettel, Hilfsblatt, Hilfszettel,
        Hilfsmittel, Karteikarten, Lernkarten, Lernzettel, Glossar, Stichwortverzeichnis, Mindmap,
        Kurzfassung, Übersichtsblatt, Verteilungstabelle, Tabelle, Tabellen, Begriffe,
        Nachschlageblatt, Lernhilfe, Definitionen
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 2.2,
      terms: `
        Übersicht, FS, Wiederholung, Stichpunkte, ZF, Zsf
      `,
    },
    {
      meaning: 'recording',
      weight: 7,
      compound: true,
      terms: `
        Aufzeichnung, Aufzeichnungen, Vorlesungsaufzeichnung, Vorlesungsaufzeichnungen, Mitschnitt,
        Mitschnitte, Aufnahme, Aufnahmen, Lehrvideo, Lehrvideos, Erklärvideo, Erklärvideos,
        Lernvideo, Lernvideos, Vorlesungsvideo, Vorlesungsvideos, Livestream, Bildschirmaufnahme,
        Podcast, Video, Videos
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 5,
      compound: true,
      terms: `
        Organisatorisches, Organisation, Orga, Modulbeschreibung, Modulhandbuch, Zeitplan,
        Terminplan, Termine, Terminübersicht, Ablaufplan, Semesterplan, Vorlesungsplan, Kursplan,
        Stundenplan, Prüfungsordnung, Studienordnung, Prüfungstermine, Klausurtermine,
        Klausurhinweise, Prüfungsmodalitäten, Bewertung, Bewertungskriterien, Notenspiegel,
        Notenliste, Noten, Klausurergebnisse, Ergebnisse, Punkteliste, Sprechstunde, Sprechstunden,
        Teilnehmerliste, Gruppeneinteilung, Raumplan, Sitzplan, Leistungsnachweis, Kursinformationen,
        Lernziele, Gliederung, Inhaltsverzeichnis, Kontakt, Regeln, Datenschutzerklärung,
        Klausureinsicht, Punktestand, Vorlesungsverzeichnis, Syllabus, Veranstaltungsplan,
        Kursübersicht
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 3,
      terms: `
        allgemeines, Informationen, Infos, Info, Hinweise, Ansprechpartner, Vorbesprechung,
        Begrüßung, Richtlinien, Anforderungen, Plan, Kickoff, Kriterien, Fristen, Einsicht,
        Teilnehmer, Dozenten, Anleitung
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      compound: true,
      terms: `
        Buch, Bücher, Lehrbuch, Lehrbücher, Literatur, Literaturliste, Literaturverzeichnis,
        Literaturhinweise, Artikel, Aufsatz, Aufsätze, Lektüre, Pflichtlektüre, Lesestoff,
        Textbuch, Handbuch, Fachartikel, Reader, Auflage, Verlag, Quellen, Begleitmaterial,
        Handapparat, Bibliographie, Dokumentation, Norm
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      compound: true,
      terms: `
        Quellcode, Quelltext, Quelltexte, Datensatz, Datensätze, Codebeispiel, Codebeispiele,
        Codevorlage, Programmcode, Beispielcode, Beispielprogramm, Beispielprogramme, Rahmenprogramm,
        Vorlage, Vorlagen, Skelett, Rohdaten, Messdaten, Beispieldaten, Programmgerüst, Testdaten,
        Datendatei, Materialien zur Übung
      `,
    },
    { meaning: 'code_or_data', weight: 2, terms: 'Daten, Beispiele, Beispiel, Dateien, Programme, Code' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        Projektmanagement, Projektplanung, Softwareprojekt, Protokolle, Netzwerkprotokoll,
        Organisationslehre, Videokompression, Wertetabelle, Hashtabelle, Hashtabellen,
        Wahrheitstabelle, Literaturgeschichte, Aufgabenteilung, Lösungsverfahren
      `,
    },
    {
      meaning: 'announcement',
      weight: 4.2,
      compound: true,
      terms: `
        Ankündigung, Ankündigungen, Neuigkeiten, Nachrichten, Nachrichtenforum, Mitteilung,
        Mitteilungen, Aktuelles, Erinnerung, Bekanntmachung, Bekanntmachungen, Ankuendigungen,
        Rundmail
      `,
    },
    {
      meaning: 'announcement',
      weight: 2.4,
      terms: `
        fällt aus, entfällt, verschoben, Verschiebung, abgesagt, Ausfall, Raumänderung, Änderung,
        findet statt, findet, online gestellt, ist online, sind online, verlängert, Verlängerung,
        wurde, wurden, veröffentlicht, liebe Studierende, Achtung, wichtig, Update, hochgeladen,
        Terminänderung, Korrekturhinweis
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 4.6,
      compound: true,
      terms: `
        Links, Linksammlung, Zoomlink, Umfrage, Umfragen, Fragebogen, Evaluation, Anmeldung,
        Anmeldeformular, Gruppenwahl, Gruppenanmeldung, Gruppenauswahl, Themenwahl, Themenvergabe,
        Terminwahl, Forum, Diskussionsforum, Fragenforum, Anwesenheit, Anwesenheitsliste,
        Abstimmung, Webseite, Homepage, Internetseite, Videokonferenz, Chatraum, Terminbuchung,
        Einschreibung, Kursseite, Fragen und Antworten, Feedback, Wahl
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 2.4,
      terms: `
        Werkzeug, Werkzeuge, Programm, Installation, Installationsanleitung, Simulator, Rechner,
        Ordner, Seite, Registrierung, Download
      `,
    },
    {
      meaning: 'other',
      weight: 2.6,
      terms: `
        Anhang, Anhänge, Sonstiges, Verschiedenes, Bild, Bilder, Diverses, Material, Materialien
      `,
    },
    { meaning: 'pointer', weight: 2.8, terms: 'Link' },
    ...WIDER_GERMAN,
  ],
};
