import type { LexiconEntry } from '../entry';

/** French, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_FRENCH: readonly LexiconEntry[] = [
  {
    meaning: 'exam',
    weight: 3.8,
    terms: `
      galop d essai, galop, dst, anciens examens, ancien examen, examens antérieurs,
      anciens sujets, ancien sujet, sujets des années précédentes, examens des années
      précédentes, sujet blanc, auto évaluation, autoévaluation, test d autoévaluation,
      test de connaissances, test de positionnement, devoir en temps limité, examen écrit, examen oral, oral blanc, mini test, interrogation
      écrite, session de rattrapage, session d examen, sujets de partiels, épreuve écrite,
      questions d examen, exemple d examen, exemples d examens, exemple de sujet, contrôle
      de connaissances, examen de mi session, mi session, examen de session, ct session
    `,
  },
  {
    meaning: 'assignment',
    weight: 3.6,
    terms: `
      dl, exposé, exposés, soutenance, soutenances, dissertation, dissertations,
      commentaire d arrêt, commentaire de texte, cas pratique, cas pratiques, fiche d
      arrêt, fiche de lecture, travail personnel, travaux personnels, travail de groupe,
      travail à faire, exercice à rendre, exercices à rendre, devoir à rendre, tp à
      rendre, projet à rendre, sujet de devoir, énoncé du projet, énoncé du tp, énoncé du
      devoir, rapport de stage, rapport de tp, devoir n, banque d exercices, recueil d
      exercices, exercices d entraînement, exercices de révision, planche d exercices,
      liste d exercices, sae
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
      fiche méthode, fiches méthode, fiche récap, fiche récapitulative, mémo, mémos,
      résumé de cours, résumé du cours, tableau des primitives, tableau des transformées, table des transformées, table de laplace, tableau des lois,
      formulaire de trigonométrie, carte conceptuelle, cartes conceptuelles, notions clés,
      à retenir, l essentiel, essentiel du cours, schéma récapitulatif, aide mémoire
      python, pense bête
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
      jurisprudence, arrêt, arrêts, cass, cass civ, cons const, conseil d état, décret,
      loi n, ressources complémentaires, lectures conseillées, corpus, extrait, extraits,
      chapitre de livre, revue, compte rendu de lecture, pour approfondir, article de
      presse, ouvrage de référence, dossier documentaire, code civil art, puf, armand
      colin, l harmattan, gallimard
    `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
      mccc, canevas, m3c, modalités de contrôle des connaissances, notes du cc, notes cc, notes de
      td, relevé de notes, groupes td, liste des groupes td, liste de groupes, affectation
      des groupes, répartition des groupes, présentation de l enseignement, présentation
      de l enseignant, fiche de présentation, guide du cours, guide pédagogique, plan de l
      ue, organisation de l ue, organisation du semestre, objectifs pédagogiques,
      consignes d examen, consignes pour l examen, calendrier des examens, calendrier du
      cours, planning du semestre, planning des séances, planning des tp, planning des td,
      critères d évaluation, grille d évaluation, contenu du cours, programme de l examen,
      programme du semestre, contact enseignant, bienvenue dans le cours, livret d
      accueil, livret étudiant, dates importantes, dates des examens, barème de notation,
      prérequis
    `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.4,
    terms: `
      salle virtuelle, cours en visio, lien visio, lien de la visio, lien teams, lien vers
      le cours, lien vers la visio, questions sur le cours, questions réponses,
      inscription aux groupes, inscription td, inscription tp, dépôt des questions,
      discord du cours, serveur discord, groupe discord, évaluation du cours, évaluation
      des enseignements, questionnaire de satisfaction, espace d échange, espace de
      discussion, forum d entraide, sites utiles, site internet, ressources en ligne,
      prise de rendez vous, choix des sujets, choix du créneau, choix du binôme, wooclap
    `,
  },
  {
    meaning: 'announcement',
    weight: 2.6,
    terms: `
      pas de cours, cours reporté, cours déplacé, td annulé, tp annulé, séance annulée,
      attention, reprise des cours, changement d horaire, bonnes vacances, bon courage,
      information importante
    `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
      fichiers, fichiers sources du tp, fichiers du projet, fichiers à télécharger, code
      du cours, code du tp, scripts, script python, modèle de rapport, modèle latex,
      gabarit, jeu de test, jeux de tests, fichier csv, fichier excel, archive, données du
      tp, données du projet, exemples, exemple de code
    `,
  },
  {
    meaning: 'lecture',
    weight: 3,
    terms: `
      notes manuscrites, plan détaillé, cours complet, cours entier, support de
      présentation, supports de présentation, séquence, introduction au cours, cours
      introductif, polycop de cours, photocopié, diapos du cours, transparents du cours,
      pdf du cours, cours n, notes du cours
    `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: `
      vidéo de la séance, vidéos du cours, enregistrement du cours, enregistrement de la
      séance, cours en vidéo, vidéo explicative, tutoriel vidéo, podcast du cours
    `,
  },
];
