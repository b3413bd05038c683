import type { LexiconEntry } from '../entry';

/** French, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_FRENCH: readonly LexiconEntry[] = [
  { meaning: 'syllabus_or_admin', weight: 1.2, terms: 'groupes' },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 5,
    terms: 'liste résultats, liste de résultats, liste des résultats, résultats à connaître',
  },
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
        galop d essai, galop, dst, examens antérieurs, ancien sujet, sujets des années précédentes,
        examens des années
      précédentes, sujet blanc, auto évaluation, autoévaluation,
        test de connaissances, test de positionnement, devoir en temps limité, examen écrit,
        oral blanc, interrogation
      écrite, session de rattrapage, session d examen,
        épreuve écrite, questions d examen, exemple d examen, exemples d examens, exemple de sujet,
        contrôle
      de connaissances, mi session
      `,
  },
  {
    meaning: 'assignment',
    weight: 3.6,
    terms: `
        dl, exposé, exposés, soutenance, soutenances, dissertation, dissertations,
        commentaire d arrêt, commentaire de texte, cas pratique, cas pratiques,
        fiche d
      arrêt, fiche de lecture, travail personnel, travaux personnels,
        travail de groupe, travail à faire, sujet de devoir, rapport de stage, rapport de tp,
        recueil d
      exercices, exercices de révision, sae
      `,
  },
  {
    meaning: 'recitation',
    weight: 2.4,
    numbered: true,
    terms: `
      planche
    `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.8,
    terms: `
        mémo, mémos, tableau des primitives,
        tableau des transformées, table des transformées, table de laplace, tableau des lois,
        carte conceptuelle, cartes conceptuelles, notions clés, à retenir, l essentiel,
        essentiel du cours, pense bête
      `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 2,
    terms: `
      méthodologie, méthode
    `,
  },
  {
    meaning: 'reading',
    weight: 3.4,
    terms: `
        jurisprudence, arrêt, arrêts, cass, cons const, conseil d état, décret, loi n,
        ressources complémentaires, corpus, extrait, extraits, chapitre de livre, revue,
        compte rendu de lecture, pour approfondir, dossier documentaire, code civil art, puf,
        armand
      colin, l harmattan, gallimard
      `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
        mccc, canevas, notes du cc, notes cc, notes de
      td, relevé de notes, groupes td,
        liste de groupes, affectation
      des groupes, répartition des groupes,
        présentation de l enseignement, présentation
      de l enseignant, fiche de présentation,
        guide du cours, guide pédagogique, objectifs pédagogiques, consignes d examen,
        consignes pour l examen, calendrier du
      cours, critères d évaluation,
        grille d évaluation, contenu du cours, programme de l examen, programme du semestre,
        bienvenue dans le cours, livret d
      accueil, livret étudiant, dates importantes,
        dates des examens, prérequis
      `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
        salle virtuelle, cours en visio, lien vers
      le cours, questions sur le cours,
        questions réponses, inscription td, inscription tp, dépôt des questions, discord du cours,
        évaluation du cours, évaluation
      des enseignements, espace d échange,
        espace de
      discussion, sites utiles, ressources en ligne, prise de rendez vous,
        choix des sujets, choix du créneau, choix du binôme, wooclap
      `,
  },
  {
    meaning: 'announcement',
    weight: 2.6,
    terms: `
        pas de cours, cours reporté, cours déplacé, td annulé, tp annulé, séance annulée,
        attention, reprise des cours, changement d horaire, bonnes vacances, bon courage
      `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
        fichiers, code
      du cours, scripts, script python, modèle de rapport, modèle latex,
        gabarit, jeu de test, jeux de tests, fichier excel, archive, exemples
      `,
  },
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
        notes manuscrites, plan détaillé, cours complet, cours entier, séquence,
        introduction au cours, cours
      introductif, photocopié
      `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: 'cours en vidéo, tutoriel vidéo',
  },
];
