import type { LexiconEntry } from '../entry';

/** English, wider: whole phrases, and what is said at fewer universities. */
export const WIDER_ENGLISH: readonly LexiconEntry[] = [
  {
    // What is taught, of words that in English or in another language also name a kind of item.
    meaning: 'neutral',
    weight: 0,
    terms: `
        partial derivative, partial derivatives, partial differential, partial fraction, partial fractions,
        partial order, partial orders, partial sums, partial equilibrium, partial differentiation,
        control system, control systems, control theory, control flow, quality control, access control,
        motor control, process control, flow control, congestion control, control unit, version control,
        optimal control, concurrency control, control structures, control statements, internal control,
        infection control, disease control, digital control, robust control, control charts, control lab,
        control engineering, remote control, control of, birth control, cost control, control group,
        predictive control, nonlinear control, adaptive control, gene control, error control,
        motor model, data model, model checking, model selection, model fitting, model evaluation, model of,
        model theory, linear model, markov model, solow model, model based,
        language model, business model, regression model, atomic model,
        time series, taylor series, fourier series, power series, infinite series, sequences and series,
        geometric series, maclaurin series, laurent series, series and parallel, series circuits,
        convergence of series, series solutions,
        motion planning, path planning, urban planning, production planning, strategic planning,
        family planning, financial planning, city planning, tax planning, capacity planning,
        treatment planning, planning algorithms, planning and scheduling, care planning, resource planning,
        asymptotic notation, big o notation, scientific notation, index notation, musical notation,
        chess notation, sigma notation, notation and, set notation, prefix notation, polish notation,
        roman law, roman empire, roman history, roman art, roman numerals, roman republic, roman architecture,
        roman catholic, roman literature, holy roman,
        attention mechanism, attention mechanisms, self attention, attention is all, visual attention,
        attention and, selective attention, attention deficit,
        error correction, correction of,
        resume workshop, resume writing, resume tips,
        oral history, oral presentation, oral presentations, oral health, oral medicine, oral pathology,
        oral surgery, oral argument, oral tradition, oral communication, oral contraceptives,
        labor law, labor economics, labor market, labor markets, labor history, child labor,
        labor and delivery, labor unions, labor supply, labor movement,
        market cap, norm of, performance evaluation, evaluation metrics, policy evaluation, evaluation of, expression evaluation,
        decision support, support vector, life support, social support,
        material properties, raw material,
        financial instrument, star catalog, due date, expiry date, up to date,
        monetary policy, fiscal policy, public policy, foreign policy, social policy, health policy,
        economic policy, education policy, policy analysis, policy making, environmental policy,
        trade policy, policy gradient, policy gradients, optimal policy, policy iteration, policy search,
        welfare policy, industrial policy, energy policy, agricultural policy, competition policy,
        post mid sem, pre mid sem, post midsem, pre midsem, post midterm, pre midterm, after midterm,
        before midterm, after the midterm, before the midterm, terminal, program evaluation, cc by, ml, project finance, lab mouse, exam stress, quiz show
      `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: 'dress code, rota, rotas, rubric, rubrics',
  },
  {
    meaning: 'recitation',
    weight: 3.4,
    terms: `
        covered in class, solved in class, done in class, solved in section, questions covered, problems covered, problems discussed, questions discussed
      `,
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.8,
    terms: `
        short notes, quick notes, condensed notes, notes for revision, critical values,
        values table, last minute notes
      `,
  },
  {
    meaning: 'code_or_data',
    weight: 4.8,
    terms:
      'hw tests, homework tests, assignment tests, project tests, lab tests, pset tests, wet tests, exercise tests',
  },
  {
    meaning: 'assignment',
    weight: 6,
    terms: 'WeBWorK set, webwork set, webwork assignment',
  },
  { meaning: 'solution', weight: 1, terms: 'withsolutions, withsolution, withanswers, withsol' },
  { meaning: 'reading', weight: 3.6, terms: 'chapter pdf, chapters pdf' },
  {
    meaning: 'reading',
    weight: 2.4,
    terms: `
        essentials of, and its applications, the art of, in a nutshell, a modern approach,
        for dummies, cookbook, encyclopedia
      `,
  },
  {
    meaning: 'assignment',
    weight: 4.6,
    terms: `
        lecture problems, lecture exercises, lecture questions, lecture homework, project requirements,
        assignment requirements
      `,
  },
  { meaning: 'recitation', weight: 1.8, only: 'name', terms: 'discussion' },
  { meaning: 'announcement', weight: 2.6, terms: 'strike, strikes, strike days' },
  {
    meaning: 'exam',
    weight: 4.8,
    terms: `
        practice problems for exam, practice problems for midterm, practice problems for final,
        practice problems for the exam, practice problems for the midterm,
        practice questions for exam, practice questions for midterm, practice questions for final,
        practical exam, lab practical, practical test, practice mt, past final, exam prep, pretest,
        posttest, knowledge check, concept check, self check, syllabus quiz,
        exam practice questions, exam style questions, exam review questions,
        exam
      review problems, midterm review questions, midterm review problems,
        final review
      questions, final review problems, final practice problems,
        midterm practice
      problems, exam practice problems, final exam review
      problems,
        exam bank, test preparation, practice
      for midterm, practice for final,
        open book
      exam, final paper exam, exam collection, model questions,
        important questions, possible questions, viva
      questions, oral questions, exam sheet,
        unit tests questions
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
    terms: 'reference implementation, answerkey, answered, marking guidelines',
  },
  {
    meaning: 'summary_or_formula_sheet',
    weight: 4.8,
    terms: `
        final review sheet, midterm review sheet, exam review sheet, exam formula sheet,
        key takeaways, key definitions, lecture summary, notation sheet, notation guide, acronyms,
        useful identities, trig identities, quick guide, revision
      cards, knowledge organiser,
        timeline, command reference, chi
      square table, f table, chi squared table,
        common derivatives, common integrals, derivative rules, key facts, exam notes,
        midterm study guide, final study guide, exam study guide, exam summary, final review guide,
        review guide, exam review guide, midterm review guide, list of symbols,
        important equations, equations and constants, physical constants, conversion table,
        unit conversions, cheatsheat, cheet sheet, notes summary, ascii table,
        logarithm table, steam tables, poster summary, memory aid
      `,
  },
  {
    meaning: 'syllabus_or_admin',
    weight: 5,
    terms: `
        exam regulations, exam conditions, assessment overview, assessment information,
        assessment details, unit guide, subject guide, subject outline, learning guide, class list,
        exam room, exam rooms, exam venue, getting help, meet the team, meet your tutor,
        welcome message, course expectations, class expectations, first day handout, lab schedule,
        lab rules, lab policy, lab policies, lab
      groups, project schedule, reading schedule,
        homework schedule, assignment schedule, tutorial schedule, tutorial groups, quiz schedule,
        presentation schedule, section
      schedule, recitation schedule, list of topics,
        topics list, topic list, topics
      covered, midterm topics, final topics,
        final exam topics, midterm exam topics, midterm coverage, score distribution, use of ai,
        generative ai, health and safety, risk assessment, student support, support services,
        course logistic, course at a
      glance, week at a glance, weekly overview,
        module overview, module
      descriptor, module specification, unit outline,
        unit
      information, unit description, learning goals, course goals, course objectives,
        course aims, course content, course
      contents, course program, course programme,
        course topics, how to succeed, mark breakdown, result sheet, attendance requirements,
        exam announcement, exam guidelines, exam
      guide, midterm guidelines,
        midterm instructions, midterm guide, final exam guide, final instructions,
        final exam instructions, final exam information, final exam
      schedule,
        midterm schedule, honor pledge, student responsibilities, required materials,
        required
      equipment
      `,
  },
  {
    meaning: 'reading',
    weight: 3.8,
    terms: `
        openstax, OpenStax, libretexts, gutenberg, case law, seminal paper, classic paper,
        key
      reading, key readings, primary source, primary sources, secondary source,
        secondary sources, prereading, news article, op ed, technical report, tech
      report,
        language reference, survey on, review paper, preprint, handbook, encyclopedia,
        companion to, short story, white papers, course text, coursebook, lecture
      readings,
        newspaper article, conference paper, original paper, biography, memoir, autobiography,
        annotated bibliography list
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
        support code, lab code, live coding, sample programs, example programs, sample project,
        example project, excel file, excel files, spreadsheet, spreadsheets, data dictionary,
        codebook, helper files, helper functions, utility functions, dockerfile, input data,
        output files, test
      files, test suite, public tests, project template,
        given
      files, provided files, class examples, class programs, code from lecture,
        code for lecture, lecture programs, lecture examples code, lab notebook,
        matlab
      script, matlab file, sql script, sql dump, netlist, simulink model, cad files,
        project zip, lab data, experiment data, measurement data, image dataset, corpus, word list,
        header file, header files, configuration files, demo program, demo programs, solver code
      `,
  },
  {
    meaning: 'link_or_tool',
    weight: 4.6,
    terms: `
        virtual classroom, class zoom, zoom info, join the class, join class, join meeting,
        libguide, library guide, e
      reserves, course reserves, mailing list,
        office hours queue, oh queue, help queue, office hours sign up, office hours zoom,
        office hours link, zoom office hours, zoom
      link for office hours, google calendar,
        shared folder, peer evaluation, midterm survey, find a partner, find partners,
        partner form, partner preferences, lab partner preferences, regrade request,
        regrade
      requests, question box, ask a question, introductions,
        introduce
      yourself, student lounge, student cafe, technical support, tech support,
        python
      tutor, pythontutor, visualgo, replit, codio, mymathlab, turnitin, peerwise,
        perusall, flipgrid, jamboard, socrative, wooclap, vevox, nearpod, menti,
        book an
      appointment, book a meeting, book a slot, schedule a meeting,
        signup
      sheet, project sign up, presentation
      sign up, class forum,
        announcements and discussion
      forum, class chat, online tools, web resources,
        external
      resources, online resources, useful resources, useful websites, weblinks,
        downloads page, install guide, setup
      guide, setup instructions, environment setup,
        installation instructions, how to
      install, getting started with, login page,
        student portal, e learning, course
      portal, muddiest point, class poll, waiting room
      `,
  },
  {
    meaning: 'recitation',
    weight: 3.6,
    terms: `
        worked examples, worked example, problem solving session, problem solving class,
        problem solving sessions, exercise hour, tutorial class, tutorial handout,
        class
      exercise, class exercises, tutorial slides, recitation slides,
        recitation notes, tutorial notes, ta slides, seminar slides, seminar notes,
        seminar handout, seminar sheet, tutorial solutions sheet, mentor
      session,
        mentoring session, drop in session, drop in sessions, peer assisted study, pass session,
        si session, supplemental instruction, workshop notes, workshop slides, bonus section,
        marathon, homework party
      `,
  },
  {
    meaning: 'assignment',
    weight: 4.4,
    terms: `
        essay prompt, essay prompts, essay topics, essay
      topic, paper topics, paper prompt,
        paper assignment, project topics, project ideas, project list, discussion post,
        discussion prompt, discussion
      questions, reading questions, reading response,
        reflection paper, reflective journal, journal entry, research proposal,
        research
      paper assignment, class project, project phase, project part,
        project requirements, project rubric, project template instructions, coding challenge,
        lab work, labwork, take home assignment, extra credit, bonus problem, bonus problems,
        optional problems, additional
      problems, extra problems, suggested problems,
        recommended problems, tutorial assignment, data assignment, written report,
        video assignment, presentation assignment, literature review assignment, annotated bibliography, portfolio, thesis proposal,
        case assignment, weekly problems, problem bank, exercise bank, exercise book, tasks list
      `,
  },
  {
    meaning: 'recording',
    weight: 7,
    terms: `
        zoom recordings, tutorial recording, tutorial video, tutorial videos, watch lecture,
        watch
      before class, lecture audio, documentary
      `,
  },
];
