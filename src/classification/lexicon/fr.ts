import type { Lexicon } from './entry';
import { WIDER_FRENCH } from './wider/fr';

/** French, with the abbreviations of universities and classes préparatoires. */
export const FRENCH: Lexicon = {
  language: 'fr',
  prepositions: 'pour, du, de, des, d, sur, avant, après, au, aux, en, dans, lors',
  articles: 'le, la, les, l, un, une',
  negators: 'sans, pas, non',
  conjunctions: 'et, ou',
  entries: [
    {
      meaning: 'lecture',
      weight: 3,
      terms: `
        cours, cm, cms, cours magistraux, leçon, leçons, support, supports, polycopié, polycopiés,
        polycop, poly, polys, diapos, diapo, diapositives, diaporama, transparents, planches,
        slides, amphi, amphis, conférence, conférences
      `,
    },
    {
      meaning: 'lecture',
      weight: 1.6,
      counts: 'chapter',
      terms: 'chapitre, chapitres, chap, séance, séances, partie, thème, unité',
    },
    { meaning: 'lecture', weight: 1, terms: 'introduction, rappels, généralités, bases' },
    { meaning: 'lecture', weight: 1.7, numbered: true, terms: 'c, cr' },
    {
      meaning: 'recitation',
      weight: 3.5,
      terms: `
        td, tds, travaux dirigés, travail dirigé, feuille de td, fiche de td, fiche td, feuille td,
        énoncé de td, énoncé td, sujet de td, sujet td, séminaire, séminaires, tutorat,
        séance d exercices, séances d exercices, tutoriel, tutoriels, planches de td,
        td noté corrigé, série de td, série td, séries de td
      `,
    },
    {
      meaning: 'assignment',
      weight: 3.3,
      terms: `
        tp, tps, travaux pratiques, travail pratique, devoir, devoirs, dm, dms, devoir maison,
        devoirs maison, devoir à la maison, exercice, exercices, exos, exo, feuille d exercices,
        feuilles d exercices, fiche d exercices, fiches d exercices, séries d exercices, projet,
        projets, énoncé, énoncés, sujet de tp, sujet tp, fiche de tp, fiche tp, laboratoire, labo,
        labos, sujet de projet, sujet projet, cahier des charges, problèmes, dossier à rendre,
        mémoire, étude de cas, activité, activités, travail à rendre, manip, compte rendu,
        comptes rendus, exercices supplémentaires, travaux
      `,
    },
    {
      meaning: 'assignment',
      weight: 2,
      terms: `
        série, séries, feuille, feuilles, rapport, rendu, rendus, à rendre, dépôt, problème,
        questions, travail, entraînement, devoir libre
      `,
    },
    { meaning: 'submission', weight: 1, terms: 'dépôt, déposer, rendu, rendre, dépose' },
    {
      meaning: 'exam',
      weight: 3.6,
      terms: `
        examen, examens, exam, partiel, partiels, ds, devoir surveillé, devoirs surveillés,
        contrôle, contrôles, contrôle continu, cc, ct, interrogation, interrogations, interro,
        interros, annales, annale, qcm, qcms, quiz, quizz, épreuve, épreuves, colle, colles,
        kholle, khôlle, khôlles, concours, sujet d examen, examen blanc, partiel blanc, tp noté,
        td noté, tp notés, tp note, tp test, rattrapage, seconde session, deuxième session,
        session 2, sujets, devoir sur table, ie, intra, bac blanc, sujet de partiel, test,
        sujet tp noté, sujet de tp noté, sujet td noté, emd, épreuve finale,
        contrôle intermédiaire
      `,
    },
    { meaning: 'exam', weight: 2, terms: 'sujet, évaluation, évaluations, terminal, session' },
    {
      meaning: 'solution',
      weight: 1,
      terms: `
        corrigé, corrigés, corrigée, corrigées, correction, corrections, solution, solutions,
        réponse, réponses, solutionnaire, corr, cor, corrige, résolus, résolu, solutionné
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 4.8,
      terms: `
        résumé, résumés, fiche, fiches, formulaire, formulaires,
        formules, aide, aides, antisèche, antisèches, mémento, récapitulatif, récap, lexique,
        glossaire, carte mentale, tables statistiques, table de loi, tableau des dérivées,
        tables de lois, table de la loi normale, feuille de formules, ce qu il faut retenir,
        points clés, cartes mémoire
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 1.8,
      terms: `
        tableau, tableaux, révision, révisions, définitions, annuaire
      `,
    },
    { meaning: 'summary_or_formula_sheet', weight: 3.0, terms: 'synthèse, synthèses' },
    {
      meaning: 'recording',
      weight: 7,
      terms: `
        enregistrement, enregistrements, enregistré, vidéo, vidéos, capsule, capsules, rediffusion,
        captation, replay, balado, baladodiffusion, cours filmé
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 5,
      terms: `
        syllabus, plan de cours, plan du cours, programme du cours, modalités, modalité, mcc,
        règlement, planning, calendrier, emploi du temps, edt, organisation du cours,
        présentation du cours, présentation de l ue, présentation du module,
        informations générales, informations pratiques, infos pratiques, consignes générales,
        équipe pédagogique, barème, liste des étudiants, liste des groupes,
        groupes de td, contrat pédagogique, objectifs du cours, déroulement du cours, fiche ue,
        fiche module, fiche du cours, descriptif du cours, permanences, échéancier, charte,
        résultats, notes finales, notes d examen, notes du partiel, dates d examen, horaire,
        horaires, guide de l étudiant, plagiat, maquette
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 2.6,
      terms: `
        programme, organisation, informations, infos, consignes, notation, inscriptions, règles,
        objectifs, intervenants, enseignants, contacts, dates, bienvenue, instructions, plan,
        critères, grille
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      terms: `
        livre, livres, biblio, bibliographie, manuel, manuels, ouvrage, ouvrages, lectures,
        lecture obligatoire, à lire, références, texte, textes, recueil, roman,
        pour aller plus loin, documentation, édition, éditions, dunod, webographie
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      terms: 'données, squelette, squelettes, programmes, code, notebook',
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        info,
        base de données, bases de données, structure de données, structures de données,
        analyse de données, analyse des données, fouille de données, science des données,
        test d hypothèse, tests statistiques, allocation de mémoire, allocation mémoire,
        mémoire cache, mémoire virtuelle, gestion de la mémoire, théorie des codes, types de données,
        prise en main des données, code civil, code du travail, en cours, au cours
      `,
    },
    {
      meaning: 'announcement',
      weight: 4.2,
      terms: `
        annonce, annonces, nouvelles, forum des nouvelles, actualités, avis, rappel, cours annulé,
        changement de salle, info importante, forum des annonces, informations importantes
      `,
    },
    {
      meaning: 'announcement',
      weight: 2.4,
      terms: `
        annulé, annulée, annulation, reporté, reportée, report, bonjour, mise à jour, mise en ligne,
        en ligne, aura lieu, auront lieu, changement, prolongation, disponible, disponibles, décalé,
        chers étudiants, est à rendre
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 4.6,
      terms: `
        liens, visio, visioconférence, classe virtuelle, sondage, sondages, questionnaire, enquête,
        inscription, choix de groupe, choix du groupe, choix des groupes, choix du sujet, forum,
        forum de discussion, forum questions, présence, présences, feuille de présence, émargement,
        site du cours, site, salon, messagerie, bbb, big blue button, foire aux questions,
        retour d expérience
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 2.4,
      terms: `
        outil, outils, logiciel, logiciels, installer, installation, téléchargement, télécharger,
        simulateur, choix, rendez vous, calculatrice, page web
      `,
    },
    { meaning: 'other', weight: 2.6, terms: 'annexe, annexes, divers, autres' },
    { meaning: 'pointer', weight: 2.8, terms: 'lien' },
    ...WIDER_FRENCH,
  ],
};
