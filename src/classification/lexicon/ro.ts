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
        suport curs, suporturi de curs, note de curs, notițe, notițe de curs, notite curs, slideuri,
        slide uri, slide curs, lecție, lecția, lecții, prezentare curs, materiale curs,
        materiale de curs
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
        laboratoare, laboratorul, laboratoarele, lab, lucrare de laborator, lucrări de laborator,
        lucrarea de laborator, proiect, proiecte, proiectul, referat, referate, exerciții, exercițiu,
        exerciții propuse, probleme, probleme propuse, fișă de lucru, fișe de lucru, fișa de lucru,
        aplicații practice, cerințe proiect, cerințe temă, cerința, cerință, enunț, enunțuri,
        enunțul, set de probleme, listă de probleme, culegere de exerciții, eseu, portofoliu,
        activitate practică, lucrări practice, lucrare practică, lp, indicații proiect, activitatea,
        fișă laborator
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
        colocviul, verificare, test, teste, testul, test grilă, teste grilă, grilă, grile, subiect,
        subiecte, subiectele, subiecte examen, subiecte de examen, bilet, bilete, bilete de examen,
        model examen, model de examen, modele de examen, modele examen, modele de subiecte,
        model subiect, model de subiect, lucrare de control, lucrare scrisă, restanță, restanțe,
        restanta, mărire, măriri, reexaminare, sesiune, sesiunea, admitere, evaluare finală,
        întrebări examen, întrebări de examen, întrebări pentru examen, întrebări grilă, simulare,
        simulare examen, licență, extemporal, chestionar de evaluare, lucrarea de control,
        test de verificare, examen parțial, evaluare, varianta, examen final, test final,
        evaluare parțială, proba, probă
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
        bareme, baremul, barem de corectare, barem de notare, rez, cu rezolvări,
        indicații și răspunsuri
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 4.8,
      terms: `
        rezumat, rezumate, sinteză, sinteze, formule, formular, foaie de formule, foaie formule,
        fițuică, fițuici, tabel, tabele, tabel de derivate, glosar, breviar, breviar teoretic,
        schemă recapitulativă, recapitulativ, memorator, fișă recapitulativă, tabele statistice,
        dicționar de termeni, sumar, notiuni de baza rezumat
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
        programa analitică, regulament, regulamentul, regulamente, orar, orarul, punctaj, punctaje,
        note finale, note examen, note parțial, note laborator, notare, sistem de notare,
        mod de notare, modalitate de evaluare, modalități de evaluare, criterii de evaluare,
        calendar, calendarul, planificare, planificarea, programare examene, programarea examenelor,
        informații generale, informații curs, informații despre curs, organizare,
        organizarea cursului, catalog, catalog note, rezultate, rezultate examen, situație note,
        situația, prezențe, listă studenți, lista studenților, condiții de promovare,
        condiții de examen, tematica, tematică, tematică examen, administrativ, administrative,
        repartizare, cerințe de promovare, prezentarea disciplinei, prezentarea cursului,
        obiectivele cursului, contact
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 2.6,
      terms: `
        note, notele, informații, reguli, reguli generale, instrucțiuni, ghid, ghidul, termene,
        termene limită, grupe, echipe, program, consultații, obiective, precizări
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      terms: `
        bibliografie, bibliografia, carte, cărți, cartea, manual, manualul, manuale, articol,
        articole, lectură, lecturi, lecturi suplimentare, culegere, culegeri, culegere de probleme,
        îndrumar, îndrumar de laborator, îndrumător, îndrumător de laborator, referințe, tratat,
        materiale suplimentare, material bibliografic, monografie, editura
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      terms: `
        cod, cod sursă, coduri, surse, fișiere sursă, date, set de date, seturi de date, schelet,
        schelet de cod, exemple de cod, fișiere, fișiere laborator, resurse laborator, arhivă,
        program exemplu, exemple, surse laborator, scripturi
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        baze de date, bază de date, baza de date, structuri de date, structura de date,
        tipuri de date, analiza datelor, analiză de date, in curs, știința datelor, în cursul,
        codul civil, codul muncii, codul penal, sistem de fișiere, sisteme de fișiere
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
        linkuri, link uri, linkuri utile, link zoom, link teams, link meet, întâlnire online, sondaj,
        chestionar feedback, chestionar de satisfacție, prezență, lista de prezență, înscriere,
        înscrieri, formular înscriere, alegere grupă, alegerea grupei, alegerea echipei,
        alegere temă, alegerea temei, alegere proiect, forum, forum de discuții, discuții,
        întrebări și răspunsuri, grup whatsapp, site, site ul cursului, pagina cursului,
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
