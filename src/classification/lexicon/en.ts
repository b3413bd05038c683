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
        slide, slides, slideshow, slide deck, lecture notes, lecture slides, class notes,
        course notes, class slides, notes, lecture handout, guest lecture, guest talk, scribe,
        scribe notes, whiteboard, blackboard notes, board notes, keynote
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
      terms: `
        rec, recit, sec, section, disc, discussion, dis, ta, precept, sem
      `,
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
        assignment, assignments, assigment, assignement, assignmnet, assn, assgn, asgn, asst, assign,
        homework, homeworks, home work, hw, hws, hwk, hmwk, hwrk, homwork, problem set, problem sets,
        problemset, problemsets, PSet, PSets, pset, psets, problem sheet, problem sheets, exercise,
        exercises, excercise, excercises, exercice, exercise sheet, exercise sheets, exersise,
        example sheet, example sheets, examples sheet, problem list, worksheet, worksheets,
        work sheet, coursework, course work, practical, practicals, programming assignment,
        programming project, machine problem, written assignment, written homework,
        take home assignment, practice problems, practice exercises, practice set, practice problem,
        review questions, review problems, review exercises, practice questions, practice sheet,
        mini project, miniproject
      `,
    },
    {
      meaning: 'assignment',
      weight: 3.2,
      numbered: true,
      terms: `
        ex, exe, exs, exr, ps, pa, mp, asg, ass, hwa, proj, cw, wa, pp, prac, pb, pr, task, as, hmw,
        wet, dry
      `,
    },
    {
      meaning: 'assignment',
      weight: 2,
      numbered: true,
      terms: `
        a, p, e, h, practice, sheet, problem, prob, ws
      `,
    },
    {
      meaning: 'assignment',
      weight: 3,
      terms: `
        lab, labs, laboratory, laboratories, project, projects, proj, essay, essays, case study,
        lab report, lab manual, lab assignment, lab exercise, lab sheet, lab handout, reflection,
        reading response, response paper, programming task, group work, groupwork, experiment,
        experiments, hackathon, capstone, prelab, pre lab, postlab, post lab
      `,
    },
    {
      meaning: 'assignment',
      weight: 4.6,
      terms: `
        final project, final assignment, final paper, term project, term paper, final essay,
        course project, research project, midterm project, final report, project proposal,
        project description, project report, project guidelines, project instructions,
        project milestone, poster guidelines, assignment guidelines, assignment instructions,
        homework instructions, report guidelines, paper guidelines, essay guidelines,
        lab instructions, project specification, project spec, reading assignment questions,
        assessment brief, assignment brief, project brief, coursework brief, lab brief,
        lab questions, homework problems, homework questions, homework exercises
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
    { meaning: 'assignment', weight: 2.6, numbered: true, terms: 'program, prog, programming, checkpoint' },
    { meaning: 'submission', weight: 1, terms: 'submission, submit, hand in, upload, drop box, turn in' },
    {
      meaning: 'exam',
      weight: 3.6,
      terms: `
        exam, exams, examination, examinations, examen, midterm, midterms, mid term, mid terms,
        midterm exam, midsem, midsems, mid sem, mid semester, endsem, end sem, end term, endterm,
        end semester, mid exam, quiz, quizzes, quizes, quizz, quizze, quizs, finals, prelim, prelims,
        viva, resit, makeup exam, mock, mocks, exam paper, past paper, past papers, pastpaper,
        pastpapers, question paper, question papers, model paper, sample paper, sample papers,
        specimen paper, previous year, previous years, previous papers, past year, past questions,
        pyq, pyqs, question bank, questionbank, qbank, sample questions, sample question,
        exam questions, exam problems, multiple choice, multiple choice questions, mcq, mcqs,
        class test, unit test, minitest, mini test, take home exam, take home final, take home,
        entrance test, oral exam, comprehensive exam, qualifying exam, test paper, trial paper,
        hour exam, sessional, sessionals, internal assessment, internals, mid term exam, test bank,
        endsems, final assessment, cumulative exam
      `,
    },
    {
      meaning: 'exam',
      weight: 4.8,
      terms: `
        practice exam, practice exams, practice final, practice midterm, practice test,
        practice tests, practice quiz, practice quizzes, final practice, midterm practice,
        exam practice, sample exam, sample exams, sample final, sample midterm, sample test,
        mock exam, mock test, final exam, final exams, final examination, old exam, old exams,
        past exam, past exams, previous exams, exam archive, exam preparation questions, lab exam,
        lab test, lab quiz, reading quiz, homework quiz, final example, final test, practice finals,
        practice midterms
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
      terms: `
        q, mt, qz, ct, fe, cat, ut, mid, internal, test
      `,
    },
    { meaning: 'exam', weight: 1.0, terms: 'sample, past, major, minor, specimen' },
    { meaning: 'exam', weight: 1.2, terms: 'assessment, assessments' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        unit testing, test driven, test driven development, hypothesis test, hypothesis tests,
        software testing, primality test, t test, final remarks, final class, final version,
        major group, minor group, ratio test, root test, turing test, sample space, sample size,
        sample mean, recurrence formula, recurrence formulas, formula one, past tense,
        summary statistics, table of contents, symbol table, hash table, hash tables, truth table,
        truth tables, contingency table, page table, page tables, routing table, look up table,
        reference counting, pass by reference, frame of reference, book value, marks of,
        notes payable, project management, project planning, experiment design,
        design of experiments, quiz game, case analysis, exam anxiety, assignment problem,
        assignment operator, variable assignment, register assignment, lab safety, drive circuit,
        drive through, gate drive, calendar queue, disk scheduling, cpu scheduling,
        process scheduling, ds
      `,
    },
    {
      meaning: 'solution',
      weight: 1,
      terms: `
        solution, solutions, sol, sols, soln, solns, solu, solutuion, soultion, solutoin, solved,
        answer, answers, ans, answer key, answer keys, answer sheet, key, keys, solution key,
        solution manual, marking scheme, mark scheme, marking guide, worked solutions,
        worked answers, model answer, model answers, model solution, suggested solution, solver,
        soluciones
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
        summary, summaries, summery, cheat sheet, cheat sheets, cheatsheet, cheatsheets, crib sheet,
        cribsheet, crib, formula sheet, formula sheets, formulasheet, formulas, formulae, formulary,
        formula booklet, equation sheet, equations sheet, equation list, reference sheet,
        reference card, quick reference, refcard, study guide, study guides, study sheet,
        study notes, review sheet, review sheets, review notes, revision sheet, revision notes,
        revision guide, flashcard, flashcards, flash cards, flash card, anki, anki deck, glossary,
        key concepts, key points, key terms, concept map, mind map, mindmap, aid sheet, help sheet,
        fact sheet, memo sheet, one pager, tldr, distribution table, distribution tables,
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
        recording, recordings, recorded, recorded lecture, recorded class, video, videos,
        lecture video, lecture videos, vid, vids, screencast, screencasts, podcast, podcasts,
        panopto, youtube, YouTube, kaltura, echo360, echo 360, lecture capture, webinar recording,
        zoom recording, audio recording, replay, vod, opencast, playlist, video playlist
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
        submission guidelines, homework guidelines, exercise guidelines, exercises guidelines, hw guidelines,
        syllabus, syllabi, sylabus, syllabuss, course info, course information,
        course information sheet, course outline, course description, course policy, course policies,
        course plan, course schedule, course logistics, course guide, course handbook,
        course requirements, course structure, course admin, course administration, course staff,
        course calendar, course details, course rules, module outline, module guide, module handbook,
        module information, unit outline, about the course, about this course, class policies,
        class schedule, lecture schedule, lecture plan, lesson plan, teaching plan,
        tentative schedule, weekly schedule, exam schedule, exam timetable, exam dates, exam info,
        exam information, midterm information, midterm info, final info, final exam info,
        exam instructions, exam rules, exam policy, exam logistics, exam topics, exam coverage,
        seating, seating plan, seating chart, room allocation, grading, grading policy,
        grading scheme, grading criteria, grading rubric, grades, final grades, exam grades,
        gradebook, grade, marks, scores, exam results, results of, office hours, office hour,
        teaching team, teaching staff, teaching assistants, logistics, administrivia, admin,
        administrative, learning outcomes, learning objectives, academic integrity, academic honesty,
        honor code, code of conduct, plagiarism, plagiarism policy, late policy, attendance policy,
        collaboration policy, homework policy, policies, policy, general information, general info,
        important dates, key dates, student guide, student handbook, curriculum, course overview,
        assessment plan, assessment criteria, marking criteria, evaluation criteria,
        evaluation scheme, assessment scheme, timetable, time table, group list, student list,
        list of groups, project groups, roster, welcome letter, course contract, read me first,
        start here
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 3.6,
      terms: `
        schedule, calendar, staff, instructors, instructor, rubric, rubrics, rules, prerequisites,
        prereqs, orientation, faq, faqs, contact, contacts, regulations, requirements, info, ohs,
        accommodations, schedules, organization, organisation, organizational, people
      `,
    },
    {
      meaning: 'syllabus_or_admin',
      weight: 2,
      terms: `
        instructions, instruction, information, plan, outline, welcome, general, deadlines, deadline,
        expectations, agenda, about, readme, objectives, groups, participants, guidelines, guideline,
        important information
      `,
    },
    { meaning: 'syllabus_or_admin', weight: 1.2, terms: 'program' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        information theory, information retrieval, information systems, association rules,
        chain rule, inference rules, linear program, program analysis, program verification,
        information security, computer organization, general relativity, scheduling, query plan,
        program structure, production rules
      `,
    },
    {
      meaning: 'reading',
      weight: 3.8,
      terms: `
        textbook, textbooks, text book, book, books, ebook, e book, reading, readings, reading list,
        reading material, required reading, recommended reading, further reading, suggested reading,
        additional reading, optional reading, reading assignment, reader, course reader, article,
        articles, research paper, research papers, references, bibliography, literature,
        literature review, journal, edition, wikipedia, stack overflow, arxiv, book chapter,
        textbook chapter, case reading, white paper, whitepaper, novel, first course in, springer,
        wiley, pearson, mcgraw hill, cambridge university press, oxford university press, mit press,
        o reilly, prentice hall, elsevier, addison wesley, monograph, supplementary reading,
        papers to read, poem, excerpt, nd ed, rd ed, th ed, st ed, nd edition, rd edition,
        th edition, et al, reprint, full text, book review
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
        standard model, standard form, test case, use case, use cases, worst case, standard normal
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 4,
      terms: `
        code, codes, source code, source files, starter code, starter, starter files, starter kit,
        skeleton, skeleton code, sample code, example code, code examples, code example,
        code snippets, code samples, lecture code, class code, demo code, boilerplate, dataset,
        datasets, data set, data sets, data file, data files, raw data, training data, test data,
        sample data, data for, csv, json, jupyter, jupyter notebook, jupyter notebooks, notebook,
        notebooks, ipynb, colab notebook, python notebook, matlab files, matlab code, python code,
        java code, r code, r script, support files, supporting files, lab files, project files,
        exercise files, solution code, template code, code template, latex template, test cases,
        unit tests, makefile, autograder, input files, sample input, sample output, demo files, repo,
        repository, scripts, source, src, template, templates
      `,
    },
    {
      meaning: 'code_or_data',
      weight: 2.2,
      terms: `
        demo, demos, data, files, zip, snippets, helper, stub, stubs, database dump, animation,
        simulation code, example, examples, programs
      `,
    },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        data structure, data structures, data mining, data science, data analysis, data analytics,
        data types, data type, data base, data bases, data link, data communication,
        data communications, data visualization, data management, data engineering, data model,
        data models, data modeling, big data, panel data, data flow, dataflow, code generation,
        code optimization, coding theory, error correcting codes, huffman code, huffman codes,
        hamming code, linear codes, clean code, machine code, source coding, genetic code,
        data processing, data compression, data representation, data preprocessing, data cleaning,
        data driven, data warehouse, data collection, data path, datapath, data ethics, data privacy,
        data protection, open source, source of, data wrangling, categorical data, data abstraction,
        code review, bar code, civil code
      `,
    },
    {
      meaning: 'announcement',
      weight: 4.2,
      terms: `
        announcement, announcements, anouncement, announcment, announcments, news, news forum,
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
        clarification, clarifications, errata, uploaded, happy, congratulations, tomorrow, today
      `,
    },
    { meaning: 'announcement', weight: 0.8, terms: 'due' },
    { meaning: 'recording', weight: 2.5, only: 'section', terms: 'media, multimedia' },
    {
      meaning: 'link_or_tool',
      weight: 4.6,
      terms: `
        zoom, zoom link, zoom meeting, zoom room, zoom session, zoom sessions, meeting link,
        online meeting, class link, ms teams, microsoft teams, teams, google meet, webex, piazza,
        ed discussion, edstem, ed stem, campuswire, slack, discord, whatsapp, WhatsApp, whats app,
        whatsapp group, telegram, gradescope, canvas, moodle, blackboard, google drive,
        google classroom, drive, dropbox, onedrive, google form, google forms, survey, surveys, poll,
        polls, polling, feedback, feedback form, course evaluation, course evaluations,
        questionnaire, questionnaires, attendance, attendance sheet, attendance form, sign up,
        signup, sign up sheet, sign up form, registration, registration form, group choice,
        group selection, group registration, group sign up, choose a group, choose your group,
        choose a topic, team formation, group formation, pick a group, topic selection, forum,
        forums, discussion forum, discussion board, discussions forum, question forum,
        question and answer forum, q and a, q&a, chat, chat room, chatroom, links, useful links,
        external links, website, web site, webpage, web page, course website, course webpage,
        course page, homepage, home page, kahoot, mentimeter, slido, padlet, miro, overleaf,
        geogebra, desmos, wolfram alpha, jupyterhub, jupyter hub, simulator, appointment, doodle,
        calendly, poll everywhere, iclicker, webwork, online judge, leetcode, leaderboard,
        exit ticket, github classroom, github, GitHub, gitlab
      `,
    },
    {
      meaning: 'link_or_tool',
      weight: 2.6,
      terms: `
        tool, tools, software, download, downloads, install, installation, installing,
        installation guide, setup, calculator, colab, app, portal, server, visualizer,
        visualization tool, game, playground, site, wiki, repl, applet, vpn, meeting, ide,
        compiler explorer, choice, tracker
      `,
    },
    { meaning: 'link_or_tool', weight: 1.4, terms: 'form, online' },
    {
      meaning: 'neutral',
      weight: 0,
      terms: `
        linked list, linked lists, data link layer, software engineering, software design,
        software architecture, software development, software project, web server, client server,
        game theory, queueing theory, stack and queue, stacks and queues, priority queue,
        priority queues, queues, feedback control, feedback systems, link layer, link analysis,
        normal form, normal forms, canonical form, quadratic form, quadratic forms,
        differential forms, system calls, online learning, online algorithms,
        linear regression tools, logistic regression, slack variables, axiom of choice,
        social choice, consumer choice, feedback amplifier, feedback loops, negative feedback,
        queue adt, survey sampling, survey of
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
    { meaning: 'pointer', weight: 2.8, terms: 'link, link to, link for' },
    ...WIDER_ENGLISH,
  ],
};
