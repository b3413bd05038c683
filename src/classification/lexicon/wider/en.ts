import type { LexiconEntry } from '../entry';

/** English, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_ENGLISH: readonly LexiconEntry[] = [
  {
    meaning: 'exam',
    weight: 4.8,
    terms: `
      practice problems for exam, practice problems for midterm, practice problems for final, practice problems for the exam, practice problems for the midterm, practice questions for exam, practice questions for midterm, practice questions for final, practical exam, lab practical, lab practical exam, practical test, practice mt, past
      midterm, past midterms, past final, past finals, previous exam, previous midterm,
      previous midterms, previous final, previous finals, old midterm, old midterms, old
      final, old finals, old quizzes, old tests, sample quiz, sample quizzes, exam prep,
      deferred exam, supplementary exam, placement test, diagnostic test, diagnostic quiz,
      pre test, post test, pretest, posttest, knowledge check, concept check, concept
      quiz, self test, self quiz, self check, pop quiz, entry quiz, syllabus quiz, weekly
      quiz, exam practice questions, exam style questions, exam review questions, exam
      review problems, midterm review questions, midterm review problems, final review
      questions, final review problems, final practice problems, midterm practice
      problems, final exam practice problems, exam practice problems, final exam review
      problems, exam question bank, exam bank, test preparation, exam 1 practice, practice
      for midterm, practice for final, online test, online quiz, online exam, open book
      exam, written exam, entrance exam, final paper exam, exam collection, exam sample,
      model questions, model question paper, important questions, possible questions, viva
      questions, oral questions, exam sheet, unit tests questions
    `,
  },
  {
    meaning: 'exam',
    weight: 2.6,
    terms: `
      qp, ese, mse, cie, ise
    `,
  },
  {
    meaning: 'solution',
    weight: 1,
    terms: `
      worked solution, reference solution, reference implementation, sample solution,
      sample solutions, example solution, official solution, official solutions,
      answerkey, solution set, suggested answers, suggested solutions, solution sketch,
      solution sketches, hints and solutions, sample answers, sample answer, guide
      answers, answer guide, answer book, answers to, solution to, solutions to, answered,
      marking guidelines, worked answer
    `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.8,
    terms: `
      final review sheet, midterm review sheet, exam review sheet, exam formula sheet,
      formulae sheet, key takeaways, key definitions, concept summary, chapter summary,
      lecture summary, unit summary, course summary, notation sheet, notation guide,
      acronyms, list of formulas, list of formulae, useful formulas, useful formulae,
      useful identities, trig identities, quick guide, quick reference guide, revision
      cards, knowledge organiser, timeline, command reference, t distribution table, chi
      square table, f table, chi squared table, common derivatives, common integrals,
      derivative rules, key facts, exam notes, midterm study guide, final study guide,
      exam study guide, exam summary, final review guide, review guide, exam review guide,
      midterm review guide, list of symbols, important formulas, important equations,
      equations and constants, physical constants, conversion table, unit conversions,
      cheatsheat, cheet sheet, summary sheet, summary notes, notes summary, ascii table,
      logarithm table, steam tables, poster summary, memory aid, crib notes
    `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
      exam regulations, exam conditions, assessment overview, assessment information,
      assessment details, unit guide, subject guide, subject outline, learning guide,
      class list, seating arrangement, exam room, exam rooms, exam venue, getting help,
      meet the team, meet the teaching team, meet your instructor, meet your tutor,
      welcome message, course expectations, class expectations, first day handout, first
      day info, class rules, lab schedule, lab rules, lab policy, lab policies, lab
      groups, project schedule, reading schedule, homework schedule, assignment schedule,
      tutorial schedule, tutorial groups, quiz schedule, presentation schedule, section
      schedule, recitation schedule, list of topics, topics list, topic list, topics
      covered, midterm topics, final topics, final exam topics, midterm exam topics,
      midterm coverage, score distribution, grade distribution, grade statistics, marks
      distribution, grade breakdown, late submission policy, extension policy, ai policy,
      use of ai, generative ai, regrade policy, health and safety, risk assessment,
      student support, support services, course regulations, course introduction and
      organization, course organisation, course organization, course logistic, course at a
      glance, week at a glance, weekly plan, weekly overview, module overview, module
      descriptor, module specification, module information form, unit outline, unit
      information, unit description, lab safety rules, contact information, contact
      details, contact info, instructor information, instructor info, instructor contact,
      learning goals, course goals, course objectives, course aims, course content, course
      contents, course program, course programme, course topics, how to succeed, how to
      succeed in this course, grade scale, grading scale, marks breakdown, mark breakdown,
      result sheet, attendance requirements, exam announcement, exam guidelines, exam
      guide, midterm guidelines, midterm instructions, midterm guide, final exam guide,
      final instructions, final exam instructions, final exam information, final exam
      schedule, midterm schedule, honor pledge, student responsibilities, house rules,
      rules and regulations, technical requirements, required materials, required
      equipment
    `,
  },
  {
    meaning: 'reading',
    weight: 3.8,
    terms: `
      openstax, OpenStax, libretexts, gutenberg, case law, seminal paper, classic paper, key
      reading, key readings, core reading, core readings, essential reading, essential
      readings, primary source, primary sources, secondary source, secondary sources,
      weekly reading, weekly readings, pre reading, prereading, preparatory reading, class
      reading, class readings, news article, press article, op ed, technical report, tech
      report, user manual, reference manual, language reference, survey on, review
      article, review paper, journal article, journal articles, preprint, handbook,
      encyclopedia, companion to, background reading, short story, white papers, reference
      books, reference book, text books, course text, course book, coursebook, lecture
      readings, book excerpt, scholarly article, newspaper article, magazine article,
      conference paper, original paper, assigned reading, assigned readings, primer
      reading, book pdf, biography, memoir, autobiography, annotated bibliography list
    `,
  },
  {
    meaning: 'reading',
    weight: 1.8,
    terms: `
      vol, isbn, doi, pp, issn, translated by, edited by
    `,
  },
  {
    meaning: 'code_or_data',
    weight: 4,
    terms: `
      support code, lab code, live code, live coding, sample programs, example programs,
      sample project, example project, excel file, excel template, excel files,
      spreadsheet, spreadsheets, data dictionary, codebook, helper files, helper code,
      helper functions, utility functions, dockerfile, input data, output files, test
      files, test suite, public tests, given code, base code, project template, given
      files, provided code, provided files, code archive, source archive, class examples,
      class programs, code from class, code from lecture, code for lecture, code for lab,
      lecture programs, lecture examples code, example notebook, lab notebook, matlab
      script, matlab scripts, matlab file, sql script, sql scripts, sql dump, netlist,
      simulink model, cad files, project zip, lab data, experiment data, measurement data,
      sample dataset, sample datasets, image dataset, corpus, word list, header file,
      header files, configuration files, demo program, demo programs, solver code
    `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.6,
    terms: `
      virtual classroom, class zoom, zoom links, zoom info, join the class, join class,
      join meeting, teams link, teams meeting, webex link, libguide, library guide, e
      reserves, course reserves, mailing list, office hours queue, oh queue, help queue,
      office hours sign up, office hours zoom, office hours link, zoom office hours, zoom
      link for office hours, appointment slots, google calendar, shared folder, shared
      drive, peer evaluation, student survey, entry survey, exit survey, pre course
      survey, midterm survey, pre survey, post survey, find a partner, find partners,
      partner form, partner preferences, lab partner preferences, regrade request, regrade
      requests, question box, ask a question, help forum, introductions, introduce
      yourself, student lounge, student cafe, technical support, tech support, python
      tutor, pythontutor, visualgo, replit, codio, mymathlab, turnitin, peerwise,
      perusall, flipgrid, jamboard, socrative, wooclap, vevox, nearpod, menti, book an
      appointment, book a meeting, book a slot, schedule a meeting, sign up for, signup
      sheet, signup form, group signup, group sign up form, project sign up, presentation
      sign up, class forum, course forum, student forum, announcements and discussion
      forum, class chat, course chat, telegram group, slack channel, slack workspace,
      discord server, student hours sign up sheet, online tools, web resources, external
      resources, online resources, useful resources, useful websites, web links, weblinks,
      downloads page, software installation, software download, install guide, setup
      guide, setup instructions, environment setup, installation instructions, how to
      install, getting started with, login page, student portal, e learning, course
      portal, anonymous feedback, feedback survey, weekly feedback, weekly survey,
      muddiest point, class poll, course poll, availability poll, waiting room
    `,
  },
  {
    meaning: 'recitation',
    weight: 3.6,
    terms: `
      worked examples, worked example, problem solving session, problem solving class,
      problem solving sessions, exercise hour, tutorial class, tutorial handout, class
      exercise, class exercises, in class exercises, in class exercise, tutorial slides,
      recitation slides, recitation notes, tutorial notes, ta slides, seminar slides,
      seminar notes, seminar handout, seminar sheet, tutorial solutions sheet, mentor
      session, mentoring session, drop in session, drop in sessions, peer assisted study,
      pass session, si session, supplemental instruction, workshop notes, workshop slides,
      bonus section, marathon, homework party
    `,
  },
  {
    meaning: 'assignment',
    weight: 4.4,
    terms: `
      essay prompt, essay prompts, essay question, essay questions, essay topics, essay
      topic, paper topics, paper prompt, paper assignment, project topics, project ideas,
      project list, list of projects, discussion post, discussion prompt, discussion
      questions, reading questions, reading response, reflection paper, reflection essay,
      reflective essay, reflective journal, journal entry, research proposal, research
      paper assignment, research assignment, individual assignment, individual project,
      group assignment, group project, team project, team assignment, class project,
      semester project, project phase, project part, project deliverable, project
      checkpoint, project requirements, project rubric, project template instructions,
      design project, programming exercise, programming exercises, coding exercise, coding
      exercises, coding assignment, coding challenge, coding project, lab work, labwork,
      lab task, lab tasks, lab project, lab exercises, lab activity, lab worksheet,
      laboratory exercise, laboratory experiment, laboratory report, homework assignment,
      homework assignments, home assignment, home assignments, home exercise, home
      exercises, take home assignment, extra credit, bonus assignment, bonus problem,
      bonus problems, bonus homework, optional homework, optional problems, additional
      problems, additional exercises, extra problems, extra exercises, suggested problems,
      recommended problems, practice sheet, practice worksheet, tutorial assignment,
      computer assignment, computer exercise, simulation assignment, data assignment, data
      analysis assignment, data analysis project, written report, video assignment,
      presentation assignment, oral presentation assignment, literature review assignment,
      annotated bibliography, portfolio, thesis proposal, case assignment, case study
      assignment, weekly assignment, weekly exercise, weekly exercises, weekly problems,
      weekly homework, problem bank, exercise bank, exercise book, tasks list, warm up
      exercises, graded homework, graded assignment
    `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: `
      lecture recordings, class recording, class recordings, session recording, session
      recordings, zoom recordings, tutorial recording, tutorial video, tutorial videos,
      video recording, video recordings, video tutorial, video tutorials, video lecture,
      video lectures, explainer video, demo video, intro video, watch lecture, watch
      before class, recorded session, recorded sessions, recorded zoom, live recording,
      youtube video, youtube channel, youtube playlist, echo recording, lecture audio,
      documentary
    `,
  },
];
