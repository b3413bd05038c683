import type { Lexicon } from './entry';
import { WIDER_ROMANIAN } from './wider/ro';

/** Romanian, with and without its diacritics. */
export const ROMANIAN: Lexicon = {
  language: 'ro',
  prepositions: 'pentru, de, la, din, despre, în, pe, spre',
  negators: 'fără, fara, nu, ne',
  conjunctions: 'și, si, sau',
  entries: [
    {
      meaning: 'lecture',
      weight: 3,
      terms: `
        curs, cursuri, cursul, cursurile, crs, prelegere, prelegeri, prelegerea, suport de curs,
        note de curs, notițe, slideuri, slide uri, lecție, lecția, lecții, materiale de curs
      `,
    },
    {
      meaning: 'lecture',
      weight: 1.7,
      counts: 'chapter',
      terms: `
        capitol, capitolul, capitole, cap, modul, modulul, prezentare, prezentări, prezentarea,
        unitatea, unitate de învățare, partea, suport, materiale
      `,
    },
    { meaning: 'lecture', weight: 1, terms: 'introducere, noțiuni, introductiv, recapitulare' },
    { meaning: 'lecture', weight: 1.7, numbered: true, terms: 'c' },
    { meaning: 'neutral', weight: 0, counts: 'week', terms: 'săptămâna, saptamana, săpt' },
    {
      meaning: 'recitation',
      weight: 3.4,
      terms: `
        seminar, seminarii, seminarul, seminariile, seminare, curs practic, probleme seminar,
        probleme de seminar, fișa de seminar, fișă seminar, exerciții seminar, tutoriat, tutoriate,
        consultații cu exerciții
      `,
    },
    { meaning: 'recitation', weight: 1.7, numbered: true, terms: 's, sem' },
    {
      meaning: 'assignment',
      weight: 3.3,
      terms: `
        temă, tema, teme, temele, temei, temă de casă, teme de casă, tema de casa, laborator,
        laboratoare, laboratorul, laboratoarele, lab, lucrare de laborator, lucrarea de laborator,
        proiect, proiecte, proiectul, referat, referate, exerciții, exercițiu, exerciții propuse,
        probleme, probleme propuse, fișă de lucru, fișe de lucru, fișa de lucru, cerința, cerință,
        enunț, enunțuri, enunțul, culegere de exerciții, eseu, portofoliu, lucrări practice,
        lucrare practică, lp, activitatea
      `,
    },
    {
      meaning: 'assignment',
      weight: 2.2,
      terms: `
        sarcină, sarcini, problema, aplicații, cerințe, practică, fișa, fișe, încărcare, predare,
        aplicație, lucrarea
      `,
    },
    { meaning: 'submission', weight: 1, terms: 'încărcare, predare, încărcați, upload, trimitere' },
    {
      meaning: 'exam',
      weight: 3.6,
      terms: `
        examen, examene, examenul, examenului, parțial, parțiale, parțialul, colocviu, colocvii,
        colocviul, verificare, test, teste, testul, grilă, grile, subiect, subiecte, subiectele,
        bilet, bilete, model de examen, modele de examen, modele de subiecte, model de subiect,
        lucrare scrisă, restanță, restanțe, restanta, mărire, măriri, reexaminare, sesiune,
        sesiunea, admitere, evaluare finală, întrebări de examen, întrebări pentru examen,
        simulare, licență, extemporal, chestionar de evaluare, lucrarea de control, evaluare,
        varianta, evaluare parțială, proba, probă
      `,
    },
    { meaning: 'exam', weight: 2, terms: 'întrebări, chestionar, model, modele' },
    { meaning: 'exam', weight: 2.2, terms: 'subj' },
    {
      meaning: 'solution',
      weight: 1,
      terms: `
        rezolvare, rezolvări, rezolvarea, rezolvările, rezolvat, rezolvată, rezolvate, rezolvați,
        soluție, soluții, soluția, soluțiile, solutie, răspuns, răspunsuri, răspunsurile, barem,
        bareme, baremul, rez
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 4.8,
      terms: `
        rezumat, rezumate, sinteză, sinteze, formule, formular, fițuică, fițuici, tabel, tabele,
        glosar, breviar, schemă recapitulativă, recapitulativ, memorator, fișă recapitulativă,
        dicționar de termeni, sumar
      `,
    },
    {
      meaning: 'recording',
      weight: 7,
      terms: `
        înregistrare, înregistrări, înregistrarea, înregistrările, video, videouri, filmare, filmări,
        curs înregistrat, film
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 5,
      terms: `
        fișa disciplinei, fișă disciplină, fisa disciplina, fișa de disciplină, programa,
        regulament, regulamentul, regulamente, orar, orarul, punctaj, punctaje, note finale,
        note examen, note parțial, note laborator, notare, modalitate de evaluare,
        modalități de evaluare, criterii de evaluare, calendar, calendarul, planificare,
        planificarea, informații generale, informații curs, organizare, organizarea cursului,
        catalog, rezultate, situație note, situația, prezențe, listă studenți, lista studenților,
        condiții de promovare, condiții de examen, tematica, tematică, administrativ,
        administrative, repartizare, cerințe de promovare, prezentarea disciplinei,
        prezentarea cursului, obiectivele cursului, contact
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 2.6,
      terms: `
        note, notele, informații, instrucțiuni, ghid, ghidul, termene, grupe, echipe,
        program, consultații, obiective, precizări
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      terms: `
        bibliografie, bibliografia, carte, cărți, cartea, manual, manualul, manuale, articol,
        articole, lectură, lecturi, culegere, culegeri, îndrumar, îndrumător, referințe, tratat,
        materiale suplimentare, material bibliografic, monografie, editura
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      terms: `
        cod, coduri, surse, date, schelet, fișiere, fișiere laborator, resurse laborator, arhivă,
        program exemplu, exemple, surse laborator, scripturi
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        baze de date, bază de date, baza de date, structuri de date, structura de date,
        tipuri de date, analiză de date, in curs, în cursul, sistem de fișiere, sisteme de fișiere
      `,
    },
    {
      meaning: 'announcement',
      weight: 4.2,
      terms: `
        anunț, anunțuri, anunțul, anunturi, noutăți, știri, avizier, atenție,
        forum de știri, forum anunțuri
      `,
    },
    {
      meaning: 'announcement',
      weight: 2.4,
      terms: `
        amânat, amânare, anulat, anulare, reprogramare, reprogramat, se amână, va avea loc,
        vor avea loc, postat, postate, a fost, au fost, actualizare, modificare, modificări,
        prelungire, nu se ține, dragi studenți, bună ziua, se va ține, se vor susține,
        se va desfășura, recuperare
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 4.6,
      terms: `
        linkuri, link uri, link meet, întâlnire online, sondaj, chestionar feedback,
        chestionar de satisfacție, prezență, înscriere, înscrieri, formular înscriere,
        alegere grupă, alegerea grupei, alegerea echipei, alegere temă, alegerea temei,
        alegere proiect, forum, discuții, întrebări și răspunsuri, site, pagina cursului,
        aplicația online, platformă, repository, chat
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 2.4,
      terms: `
        unelte, instrumente, software, instalare, descărcare, simulator, instrument, resurse online,
        resurse utile
      `,
    },
    { meaning: 'other', weight: 2.6, terms: 'anexă, anexa, anexe, diverse' },
    { meaning: 'pointer', weight: 2.8, terms: 'link' },
    ...WIDER_ROMANIAN,
  ],
};
