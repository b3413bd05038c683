import type { LexiconEntry } from '../entry';

/** Romanian, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_ROMANIAN: readonly LexiconEntry[] = [
  { meaning: 'syllabus_or_admin', weight: 4, terms: 'reguli' },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: 'note proiect, note examen, note laborator, note finale, note seminar, note test, note parțiale',
  },
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
        notițe, notiţe, suport de curs, slide uri, slideuri, material curs, lecție, lecții, lecția,
        prelegere, prelegeri, prelegerea
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
        tutoriat, tutoriate, tutoriatul, seminarii, seminariile, fișă seminar,
        fișa de
      seminar, exerciții seminar, probleme seminar, teme seminar
      `,
  },
  {
    meaning: 'assignment',
    weight: 3.6,
    terms: `
        enunț, enunțuri, enunțul, fișă de lucru, fișe de lucru, probleme propuse,
        cerințele proiectului, lista proiectelor, proiect semestrial, proiect final, temă de casă,
        teme de casă, tema de casă, teme pentru acasă, temă
      acasă, exerciții propuse,
        fișa de
      laborator, eseu, eseuri, studiu de caz, portofoliu
      `,
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
        subiecte din anii trecuți, subiecte anii anteriori, model de test, modele de teste,
        test de laborator, test laborator, test lab, test seminar, autoevaluare, examen scris,
        întrebări
      posibile, întrebări teoretice, variante, quiz curs, lucrare,
        test de antrenament
      `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
        despre curs, programare, programarea, programări, despre disciplină, desfășurare,
        desfășurarea, precizări privind examenul, precizări examen, informații
      examen,
        informații despre examen, informații test, listă grupe, structura cursului,
        structura anului, conținutul cursului, plan de curs, planul cursului, barem de promovare, cum
      se calculează nota, ghidul studentului, note test,
        note teste, note colocviu, scoruri, evidență prezență, situație prezență, cadre didactice,
        condiții de admitere, prezentare disciplină, bine ați venit
      `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
        link curs, link seminar, link laborator, linkuri cursuri,
        întrebări
      legate de proiect, întrebări despre, forum întrebări, înscriere grupe,
        înscriere
      echipe, înscriere proiect, feedback curs, formular feedback,
        evaluarea cursului, alegerea echipelor, alegerea grupelor, alegere echipe,
        alegerea proiectului, pagina laboratorului, resurse web
      `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
        cod laborator, cod curs, surse curs, surse c, cod din
      curs, arhiva laborator, șablon,
        șabloane, model documentație
      `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: 'materiale de citit, suport bibliografic, extras, capitol din carte',
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.6,
    terms: `
        schițe, fițuica, noțiuni
      teoretice, noțiuni de bază, teoreme, sinteza
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
    terms: 'tutorial video',
  },
];
