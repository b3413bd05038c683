import type { LexiconEntry } from '../entry';

/** Romanian, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_ROMANIAN: readonly LexiconEntry[] = [
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
      notițe, notiţe, notițe de curs, notițe curs, notite curs, suport de curs, suport
      curs, suporturi de curs, prezentare curs, slide uri, slideuri, materiale curs,
      material curs, curs introductiv, lecție, lecții, lecția, prelegere, prelegeri,
      prelegerea
    `,
  },
  {
    meaning: 'lecture',
    weight: 1.9,
    numbered: true,
    terms: `
      c
    `,
  },
  { meaning: 'assignment', weight: 2, numbered: true, terms: 'l' },
  {
    meaning: 'recitation',
    weight: 3.6,
    terms: `
      tutoriat, tutoriate, tutoriatul, seminarii, seminariile, fișă seminar, fișa de
      seminar, exerciții seminar, probleme seminar, teme seminar, materiale seminar
    `,
  },
  {
    meaning: 'assignment',
    weight: 3.6,
    terms: `
      enunț, enunțuri, enunțul, fișă de lucru, fișe de lucru, probleme propuse, set
      probleme, set de probleme, seturi de probleme, listă de probleme, lista de probleme,
      cerințe proiect, cerințele proiectului, cerință proiect, teme proiect, teme
      proiecte, teme de proiect, listă proiecte, lista proiectelor, proiect semestrial,
      proiect final, temă de casă, teme de casă, tema de casă, teme pentru acasă, temă
      acasă, exerciții propuse, exerciții laborator, lucrări de laborator, fișa de
      laborator, fișă laborator, referat laborator, tema de laborator, temă laborator,
      tema laborator, eseu, eseuri, studiu de caz, portofoliu, activitate practică, raport
      de laborator
    `,
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
      re restanță, examen restanță, examen restanta, subiecte restanță, subiecte restanta,
      subiecte parțial, subiecte test, subiecte colocviu, subiecte din anii trecuți,
      subiecte anii anteriori, model de test, model test, modele de teste, modele teste,
      model parțial, test de laborator, test laborator, test lab, test seminar, test de
      evaluare, test de autoevaluare, autoevaluare, examen oral, examen scris, întrebări
      posibile, întrebări teoretice, teorie examen, variante examen, variante, varianta
      examen, grile examen, simulare test, quiz curs, lucrare, test de antrenament
    `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
      despre curs, programare, programarea, programări, despre disciplină, desfășurare, desfășurarea, desfășurare examen,
      desfășurarea examenului, precizări privind examenul, precizări examen, informații
      examen, informații despre examen, informații test, repartizare grupe, repartizare
      studenți, listă grupe, calendarul examenelor, programare restanțe, programarea
      testelor, structura cursului, structura anului, conținutul cursului, plan de curs,
      planul cursului, plan calendaristic, regulament laborator, regulament de laborator,
      reguli laborator, reguli de notare, reguli de desfășurare, barem de promovare, cum
      se calculează nota, formula de notare, ghidul studentului, note test, note teste,
      note colocviu, scoruri, evidență prezență, situație prezență, cadre didactice,
      condiții de admitere, prezentare disciplină, bine ați venit
    `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
      link curs, link seminar, link laborator, link uri utile, linkuri cursuri, întrebări
      legate de proiect, întrebări despre, forum întrebări, înscriere grupe, înscriere
      echipe, înscriere proiect, feedback curs, formular feedback, evaluarea cursului,
      canal teams, echipa teams, grup whats app, alegerea echipelor, alegerea grupelor,
      alegere echipe, alegerea proiectului, pagina laboratorului, resurse web
    `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
      cod laborator, cod curs, exemple cod, cod exemplu, surse curs, surse c, cod din
      curs, arhiva laborator, arhiva cu surse, fișiere de intrare, fișiere date, șablon,
      șabloane, model documentație
    `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: `
      bibliografie recomandată, bibliografie obligatorie, materiale de citit, carte de,
      suport bibliografic, referințe bibliografice, lectură obligatorie, articole de
      citit, extras, capitol din carte
    `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.6,
    terms: `
      formule utile, formule integrale, formule derivate, schițe, fițuica, noțiuni
      teoretice, noțiuni de bază, definiții și teoreme, teoreme, listă de formule, lista
      de formule, sinteza
    `,
  },
  {
    meaning: 'announcement',
    weight: 2.6,
    terms: `
      nu se va ține, nu se ține cursul, se anulează, cursul se mută, seminarul se mută,
      schimbare sală, schimbarea sălii, noua sală, data examenului, sărbători fericite,
      succes la examen, rezultatele au fost
    `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: `
      înregistrări curs, înregistrarea cursului, înregistrare seminar, înregistrări video,
      video curs, tutorial video, tutoriale video, lecție video
    `,
  },
];
