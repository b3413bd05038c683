import type { Lexicon } from './entry';
import { WIDER_ENGLISH } from './wider/en';

/** English, as American, British and Indian universities name things. */
export const ENGLISH: Lexicon = {
  language: 'en',
  prepositions: 'for, of, from, to, on, about, before, after, towards, by, in, this',
  articles: 'the, a, an, your, our',
  negators: 'without, no, wo, not, un, minus, non, sans',
  conjunctions: 'and, or, n',
  entries: [
    {
      meaning: 'lecture',
      weight: 3,
      terms: `
        lecture, lectures, lec, lecs, lect, lects, lecutre, lectur, lession, lesson, lessons
      `,
    },
    {
      meaning: 'lecture',
      weight: 2.8,
      terms: `
        slide, slides, slideshow, notes, guest talk, scribe, whiteboard, blackboard notes, keynote
      `,
    },
    {
      meaning: 'lecture',
      weight: 1.8,
      terms: `
        presentation, presentations, ppt, pptx, handout, handouts, deck, note, talk, talks,
        lecturenotes, course material, class material, beamer
      `,
    },
    {
      meaning: 'lecture',
      weight: 1.4,
      counts: 'chapter',
      terms: `
        chapter, chapters, chap, chp, unit, units, module, modules, topic, topics, part
      `,
    },
    {
      meaning: 'lecture',
      weight: 1.4,
      numbered: true,
      counts: 'chapter',
      terms: `
        ch, class, day, session
      `,
    },
    {
      meaning: 'lecture',
      weight: 1,
      terms: `
        introduction, intro, overview, text, background, basics, fundamentals, primer, class,
        classes, scribbles, annotated
      `,
    },
    {
      meaning: 'lecture',
      weight: 3.4,
      terms: `
        exam review, midterm review, final review, final exam review, midterm exam review,
        review lecture, review class, review slides, exam revision, revision lecture,
        exam prep slides
      `,
    },
    { meaning: 'lecture', weight: 2, numbered: true, terms: 'l, le' },
    { meaning: 'neutral', weight: 0, counts: 'week', terms: 'week, weeks, wk' },
    { meaning: 'neutral', weight: 0, numbered: true, counts: 'week', terms: 'w' },
    {
      meaning: 'recitation',
      weight: 3.4,
      terms: `
        recitation, recitations, tutorial, tutorials, tutorial sheet, tut, tuts, tute, tutes, tutor,
        seminar, seminars, exercise session, exercise class, problem session, problem class,
        examples class, example class, discussion section, discussion worksheet, section handout,
        section notes, section slides, section worksheet, ta session, ta class, ta lecture, ta notes,
        help session, review session, practice session, supervision, supervisions, practicum,
        section materials, lab session notes, discussion sheet, discussion slides, discussion notes,
        recitation worksheet, tutorial worksheet, tutorial questions, tutorial problems,
        tutorial exercises, seminar questions, section problems, recitation problems
      `,
    },
    {
      meaning: 'recitation',
      weight: 2.8,
      numbered: true,
      terms: 'sec, section, disc, discussion, dis, ta, sem',
    },
    {
      meaning: 'recitation',
      weight: 2.8,
      only: 'section',
      terms: `
        sections, section, discussion, discussions, recit, precepts, rec
      `,
    },
    { meaning: 'recitation', weight: 1.7, numbered: true, terms: 'r, t' },
    { meaning: 'recitation', weight: 2.2, terms: 'workshop, workshops, discussions, recit, rec, precept' },
    {
      meaning: 'assignment',
      weight: 3.3,
      terms: `
        assignment, assignments, assigment, assignement, assignmnet, assn, assgn, asgn, asst,
        assign, homework, homeworks, home work, hw, hws, hwk, hmwk, hwrk, homwork, problem set,
        problem sets, problemset, problemsets, PSet, PSets, pset, psets, problem sheet,
        problem sheets, exercise, exercises, excercise, excercises, exercice, exersise,
        example sheet, example sheets, examples sheet, problem list, worksheet, worksheets,
        work sheet, coursework, course work, practical, practicals, machine problem,
        take home assignment, practice set, review questions, review problems, review exercises,
        miniproject
      `,
    },
    {
      meaning: 'assignment',
      weight: 3.2,
      numbered: true,
      terms: 'exr, mp, asg, ass, hwa, cw, wa, pp, pb, pr, as, hmw, wet, dry',
    },
    {
      meaning: 'assignment',
      weight: 2,
      numbered: true,
      terms: 'a, p, e, h, sheet, problem, prob, ws',
    },
    {
      meaning: 'assignment',
      weight: 3,
      terms: `
        lab, labs, laboratory, laboratories, project, projects, proj, essay, essays, case study,
        lab manual, lab handout, reflection, reading response, response paper, programming task,
        group work, groupwork, experiment, experiments, hackathon, capstone, prelab, postlab
      `,
    },
    {
      meaning: 'assignment',
      weight: 4.6,
      terms: `
        final project, final projects, final assignment, final assignments, final paper, final papers,
        term paper, term papers, final essays, final reports, final essay, midterm project,
        final report, project description, project guidelines, project instructions,
        poster guidelines, assignment guidelines, assignment instructions, homework instructions,
        report guidelines, paper guidelines, essay guidelines, lab instructions,
        project specification, project spec, reading assignment questions, assessment brief,
        assignment brief, project brief, coursework brief, lab brief
      `,
    },
    {
      meaning: 'assignment',
      weight: 2.3,
      terms: `
        submission, submissions, submit, hand in, handin, deliverable, deliverables, task, tasks,
        problems, report, proposal, milestone, poster, challenge, warmup, warm up, exe, ex, exs, ps,
        pa, peer review, upload, practice, drills, drill, challenges, checkpoint
      `,
    },
    {
      meaning: 'assignment',
      weight: 1.3,
      terms: `
        problem, questions, question, sheet, sheets, activity, activities, hackerrank
      `,
    },
    { meaning: 'assignment', weight: 2.6, numbered: true, terms: 'program, prog, programming' },
    { meaning: 'submission', weight: 1, terms: 'submission, submit, hand in, upload, drop box, turn in' },
    {
      meaning: 'exam',
      weight: 3.6,
      terms: `
        exam, exams, examination, examinations, examen, midterm, midterms, mid term, mid terms,
        midsem, midsems, mid sem, mid semester, endsem, end sem, end term, endterm, end semester,
        quiz, quizzes, quizes, quizz, quizze, quizs, finals, prelim, prelims, viva, resit, mock,
        mocks, exam paper, past paper, past papers, pastpaper, pastpapers, question paper,
        question papers, model paper, sample paper, sample papers, specimen paper, previous year,
        previous years, previous papers, past year, past questions, pyq, pyqs, question bank,
        questionbank, qbank, sample questions, sample question, exam questions, exam problems,
        multiple choice, multiple choice questions, mcq, mcqs, minitest, take home, test paper,
        trial paper, sessional, sessionals, internal assessment, internals, test bank, endsems
      `,
    },
    {
      meaning: 'exam',
      weight: 4.8,
      terms: `
        practice exam, practice exams, practice final, practice midterm, practice test,
        practice tests, practice quiz, practice quizzes, final practice, midterm practice,
        exam practice, sample final, exam archive, exam preparation questions, lab exam, lab test,
        lab quiz, reading quiz, homework quiz, final example, practice finals, practice midterms
      `,
    },
    {
      meaning: 'exam',
      weight: 2.6,
      terms: `
        test, tests, midsemester, makeup, make up, supplementary, mid
      `,
    },
    { meaning: 'exam', weight: 2, terms: 'final, retake' },
    {
      meaning: 'exam',
      weight: 2,
      numbered: true,
      terms: 'q, mt, qz, fe, cat, ut, internal',
    },
    { meaning: 'exam', weight: 1.0, terms: 'sample, past, major, minor, specimen' },
    { meaning: 'exam', weight: 1.2, terms: 'assessment, assessments' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        test driven, hypothesis test, hypothesis tests, software testing, primality test, t test,
        final remarks, final class, final version, major group, minor group, ratio test, root test,
        turing test, sample space, sample size, sample mean, recurrence formula,
        recurrence formulas, formula one, past tense, summary statistics, table of contents,
        symbol table, hash table, hash tables, truth table, truth tables, contingency table,
        page table, page tables, routing table, look up table, reference counting,
        pass by reference, frame of reference, book value, marks of, notes payable,
        project management, project planning, experiment design, design of experiments, quiz game,
        case analysis, exam anxiety, assignment problem, assignment operator, variable assignment,
        register assignment, lab safety, drive circuit, drive through, gate drive, calendar queue,
        ds
      `,
    },
    {
      meaning: 'solution',
      weight: 1,
      terms: `
        solution, solutions, sol, sols, soln, solns, solu, solutuion, soultion, solutoin, solved,
        answer, answers, ans, key, keys, marking scheme, mark scheme, marking guide, model answer,
        model answers, model solution, solver, soluciones
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        public key, private key, key exchange, primary key, foreign key, key value, key ideas,
        keys and locks, equation solver, sat solver, aqueous solutions, solid solutions,
        key management, session key, feasible solution, solution methods, key distribution,
        solution of equations, power series solutions
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 4.8,
      terms: `
        summary, summaries, summery, cheat sheet, cheat sheets, cheatsheet, cheatsheets, cribsheet,
        crib, formula sheet, formula sheets, formulasheet, formulas, formulae, formulary,
        formula booklet, equation sheet, equations sheet, equation list, reference sheet,
        reference card, quick reference, refcard, study guide, study guides, study sheet,
        study notes, review sheet, review sheets, review notes, revision sheet, revision notes,
        revision guide, flashcard, flashcards, flash cards, flash card, anki, glossary,
        key concepts, key points, key terms, concept map, mind map, mindmap, aid sheet, help sheet,
        fact sheet, one pager, tldr, distribution table, distribution tables,
        table of distributions, statistical tables, normal table, z table, t table,
        standard normal table, laplace table, laplace transform table, table of laplace transforms,
        table of integrals, integral table, fourier table, table of derivatives, periodic table,
        list of theorems, list of definitions, theorems and definitions, definitions and theorems,
        syntax reference
      `,
    },
    {
      meaning: 'summary_or_formula_sheet',
      weight: 2,
      terms: `
        tables, table, recap, definitions, theorems, terminology, identities, takeaways, reference,
        revision, abbreviations, vocabulary, review, formula
      `,
    },
    {
      meaning: 'recording',
      weight: 7,
      terms: `
        recording, recordings, recorded, video, videos, vid, vids, screencast, screencasts,
        podcast, podcasts, panopto, youtube, YouTube, kaltura, echo360, echo 360, lecture capture,
        zoom recording, replay, vod, opencast, playlist
      `,
    },
    {
      meaning: 'recording',
      weight: 3,
      terms: `
        audio, stream, livestream, webcast, webinar, watch, clip, film, movie
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        video processing, video compression, video coding, video game, stream processing,
        stream cipher, stream ciphers, data stream, audio processing, data streams, video analysis,
        video streaming, key frames
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 5,
      terms: `
        submission guidelines, homework guidelines, exercise guidelines, exercises guidelines,
        hw guidelines, syllabus, syllabi, sylabus, syllabuss, course info, course information,
        course outline, course description, course guide, course handbook, course structure,
        courseinfo, course administration, course details, module outline, module guide, module handbook,
        module information, unit outline, about the course, about this course, lecture schedule,
        lecture plan, lesson plan, exam schedule, exam timetable, exam dates, exam info,
        exam information, midterm information, midterm info, final info, final exam info,
        exam instructions, exam rules, exam policy, exam logistics, exam topics, exam coverage,
        seating, room allocation, grading, grades, final grades, exam grades, gradebook, grade,
        marks, scores, exam results, results of, office hours, office hour, teaching team,
        teaching assistants, logistics, administrivia, admin, administrative, learning outcomes,
        learning objectives, academic integrity, academic honesty, honor code, code of conduct,
        plagiarism, attendance policy, homework policy, policies, policy, general information,
        important dates, key dates, student guide, student handbook, curriculum, course overview,
        assessment criteria, marking criteria, evaluation criteria, evaluation scheme,
        assessment scheme, timetable, time table, group list, student list, list of groups,
        project groups, roster, welcome letter, course contract, read me first, start here
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 3.6,
      terms: `
        schedule, calendar, staff, instructors, instructor, rules, prerequisites,
        prereqs, orientation, faq, faqs, contact, contacts, regulations, requirements, ohs,
        accommodations, schedules, organization, organisation, organizational, people
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 2,
      terms: `
        instructions, instruction, information, info, plan, outline, welcome, general, deadlines, deadline,
        expectations, agenda, about, readme, objectives, participants, guidelines, guideline,
        important information
      `,
    },
    { meaning: 'syllabus_or_admin', weight: 1.2, terms: 'program, groups' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        information theory, information retrieval, information systems, association rules,
        inference rules, linear program, program analysis, program verification,
        information security, computer organization, general relativity, query plan,
        program structure, production rules
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      terms: `
        textbook, textbooks, book, books, ebook, reading, readings, reading assignment, reader,
        article, articles, research paper, research papers, references, bibliography, literature,
        journal, edition, wikipedia, stack overflow, arxiv, white paper, whitepaper, novel,
        first course in, springer, wiley, pearson, mcgraw hill, cambridge university press,
        oxford university press, mit press, o reilly, prentice hall, elsevier, addison wesley,
        monograph, supplementary reading, papers to read, poem, excerpt, nd ed, rd ed, th ed,
        st ed, et al, reprint, full text
      `,
    },
    {
      meaning: 'reading',
      weight: 2.4,
      terms: `
        paper, papers, manual, manuals, documentation, docs, survey paper, blog, blog post, excerpts,
        literature, thesis, proceedings, standard, datasheet, data sheet, specification, rfc,
        supplementary material, additional material, further resources, resources,
        additional resources, extra material, user guide, a guide to, case
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        call for papers, reading group, book keeping, reader writer, standard deviation,
        standard model, standard form, test case, use case, worst case, standard normal
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      terms: `
        code, codes, starter, skeleton, lecture code, boilerplate, dataset, datasets, data set,
        data sets, data file, data files, raw data, training data, test data, sample data,
        data for, csv, json, jupyter, notebook, notebooks, ipynb, colab notebook, matlab files,
        r script, support files, supporting files, lab files, project files, exercise files,
        solution code, test cases, unit tests, makefile, autograder, input files, sample input,
        sample output, demo files, repo, repository, scripts, source, src, template, templates
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 2.2,
      terms: `
        demo, demos, data, files, zip, snippets, helper, stub, stubs, database dump, animation,
        example, examples, programs
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        data structure, data structures, data mining, data science, data analysis, data analytics,
        data types, data type, data base, data bases, data link, data communication,
        data communications, data visualization, data management, data engineering, data model,
        data models, data modeling, big data, panel data, data flow, code generation,
        code optimization, error correcting codes, huffman code, huffman codes, hamming code,
        linear codes, clean code, machine code, source coding, genetic code, data processing,
        data compression, data representation, data preprocessing, data cleaning, data driven,
        data warehouse, data collection, data path, data ethics, data privacy, data protection,
        open source, source of, data wrangling, categorical data, data abstraction, code review,
        bar code, civil code
      `,
    },
    {
      meaning: 'announcement',
      weight: 4.2,
      terms: `
        announcement, announcements, anouncement, announcment, announcments, annoucement, annoucements, news, news forum,
        class news, course news, reminder, important notice, notice, notices, notice board,
        class cancelled, class canceled, lecture cancelled, lecture canceled, no class, no lecture,
        no recitation, no section, updates, course updates
      `,
    },
    {
      meaning: 'announcement',
      weight: 2.4,
      terms: `
        posted, released, has been, have been, will be, is out, are out, is due, now online,
        now available, is available, are available, is now, are now, cancelled, canceled,
        cancellation, rescheduled, postponed, moved to, extended, extension, update, please,
        dear all, dear students, hello everyone, hi all, hi everyone, room change, change of,
        clarification, clarifications, errata, uploaded, happy, congratulations, tomorrow, today, tonight
      `,
    },
    { meaning: 'announcement', weight: 0.8, terms: 'due' },
    { meaning: 'recording', weight: 2.5, only: 'section', terms: 'media, multimedia' },
    {
      meaning: 'link_or_tool',
      weight: 4.6,
      terms: `
        zoom, zoom session, meeting link, online meeting, class link, teams, google meet, webex,
        piazza, ed discussion, edstem, ed stem, campuswire, slack, discord, whatsapp, WhatsApp,
        whats app, telegram, gradescope, canvas, moodle, blackboard, google classroom, drive,
        dropbox, onedrive, google form, google forms, survey, surveys, poll, polls, polling,
        feedback, course evaluation, course evaluations, questionnaire, questionnaires, attendance,
        attendance sheet, sign up, signup, sign up sheet, registration, group choice,
        group selection, choose a group, choose your group, choose a topic, team formation,
        group formation, pick a group, topic selection, forum, forums, discussion forum,
        discussion board, discussions forum, question forum, question and answer forum, q and a,
        q&a, chat, chatroom, links, website, webpage, web page, course page, homepage, home page,
        kahoot, mentimeter, slido, padlet, miro, overleaf, geogebra, desmos, wolfram alpha,
        jupyterhub, jupyter hub, simulator, appointment, doodle, calendly, iclicker, webwork,
        online judge, leetcode, leaderboard, exit ticket, github, GitHub, gitlab
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 2.6,
      terms: `
        tool, tools, software, download, downloads, install, installation, installing, setup,
        calculator, colab, app, portal, server, visualizer, game, playground, site, wiki, repl,
        applet, vpn, meeting, ide, compiler explorer, choice, tracker
      `,
    },
    { meaning: 'link_or_tool', weight: 1.4, terms: 'form, online' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        software engineering, software design, software architecture, software development,
        software project, web server, client server, game theory, feedback control,
        feedback systems, link layer, link analysis, normal form, canonical form, quadratic form,
        online learning, online algorithms, linear regression tools, slack variables,
        axiom of choice, social choice, consumer choice, feedback amplifier, feedback loops,
        negative feedback, survey sampling, survey of
      `,
    },
    {
      meaning: 'other',
      weight: 2.4,
      terms: `
        appendix, appendices, annex, misc, miscellaneous, image, photo, photos, picture, logo,
        banner, untitled, figure, certificate
      `,
    },
    { meaning: 'pointer', weight: 2.8, terms: 'link' },
    ...WIDER_ENGLISH,
  ],
};
