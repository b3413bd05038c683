import { AssignmentModel, ExamModel, ModuleModel, OverrideModel, PostModel, QuizModel } from '../model';
import { CourseEditor } from './course-editor';

const ATTEMPT_SECONDS = 20 * 60;

/** Deadlines, work and grades, announcements and the calendar: what teachers and the student themselves do in the course of a semester. */
export class CourseworkEditor extends CourseEditor {
  /** Of an assignment the deadline, of the others the moment they close. In Unix seconds; 0 = none. */
  setDueDate(cmid: number, due: number): void {
    this.editModule(cmid, (module) => {
      if (module.assignment) module.assignment.due = due;
      else (module.quiz ?? module).closes = due;
    });
  }

  /** Unix seconds; 0 = open from the start. */
  setOpening(cmid: number, opens: number): void {
    this.editModule(cmid, (module) => ((module.assignment ?? module.quiz ?? module).opens = opens));
  }

  setCutoff(cmid: number, cutoff: number): void {
    this.editModule(cmid, (module) => (workOf(module).cutoff = cutoff));
  }

  /** Moves dates for the student, or for one of their groups; `null` takes it back. The activity itself does not change. */
  setOverride(cmid: number, override: OverrideModel | null): void {
    this.change(cmid, (module) => (module.override = override));
  }

  /** An extension for the student, in Unix seconds; `null` takes it back. */
  grantExtension(cmid: number, until: number | null): void {
    this.change(cmid, (module) => (workOf(module).extension = until));
  }

  /** The student hands in (or saves a draft), now. */
  submit(
    cmid: number,
    {
      files = ['פתרון.pdf'],
      text = '',
      draft = false,
    }: { files?: string[]; text?: string; draft?: boolean } = {},
  ): void {
    this.change(cmid, (module) => {
      workOf(module).submission = {
        status: draft ? 'draft' : 'submitted',
        at: this.seconds(),
        text,
        files: files.map((name) => this.newFile(cmid, name, '/', 50 * 1024, '')),
      };
    });
  }

  /** The teacher grades, now, with a comment (HTML) and files; over an earlier grade too. */
  grade(
    cmid: number,
    grade: number,
    { comment = '', files = [] }: { comment?: string; files?: string[] } = {},
  ): void {
    this.change(cmid, (module) => {
      workOf(module).feedback = {
        grade,
        at: this.seconds(),
        comment,
        files: files.map((name) => this.newFile(cmid, name, '/', 50 * 1024)),
      };
    });
  }

  ungrade(cmid: number): void {
    this.change(cmid, (module) => (workOf(module).feedback = null));
  }

  startAttempt(cmid: number): void {
    this.change(cmid, (module) => {
      quizOf(module).attempts.push({ state: 'inprogress', started: this.seconds(), finished: 0 });
    });
  }

  /** Finishes the attempt that is under way, or a whole one; the best grade counts. */
  finishAttempt(cmid: number, grade: number): void {
    this.change(cmid, (module) => {
      const quiz = quizOf(module);
      const finished = this.seconds();
      const open = quiz.attempts.find(({ state }) => state === 'inprogress');
      if (open) Object.assign(open, { state: 'finished', finished });
      else quiz.attempts.push({ state: 'finished', started: finished - ATTEMPT_SECONDS, finished });
      quiz.bestGrade = Math.max(quiz.bestGrade ?? 0, grade);
    });
  }

  /** A new discussion, in the course's announcements or the forum named; `message` as HTML. */
  announce(
    courseId: number,
    { subject, message = '<p></p>', files = [] }: { subject: string; message?: string; files?: string[] },
    cmid = this.newsOf(courseId),
  ): PostModel {
    const { lecturer } = this.course(courseId);
    const at = this.seconds();
    const post: PostModel = {
      id: this.ids.next('forum_posts'),
      discussion: this.ids.next('forum_discussions'),
      subject,
      message,
      author: lecturer.name,
      authorId: lecturer.id,
      at,
      modified: at,
      pinned: false,
      replies: 0,
      files: files.map((name) => this.newFile(cmid, name, '/', 50 * 1024)),
    };
    this.change(cmid, (module) => postsOf(module).push(post));
    return post;
  }

  editPost(courseId: number, postId: number, edit: (post: PostModel) => void): void {
    const { module, post } = this.post(courseId, postId);
    this.change(module.cmid, () => {
      edit(post);
      post.modified = this.seconds();
    });
  }

  /** With its whole discussion. */
  deletePost(courseId: number, postId: number): void {
    const { module, post } = this.post(courseId, postId);
    this.change(module.cmid, () => postsOf(module).splice(postsOf(module).indexOf(post), 1));
  }

  /** An event of the course's calendar; `at` in Unix seconds. */
  addEvent(
    courseId: number,
    { name, at, hours = 3, place = '' }: Partial<ExamModel> & Pick<ExamModel, 'name' | 'at'>,
  ): ExamModel {
    const event = { id: this.ids.next('event'), name, at, hours, place, modified: this.seconds() };
    this.editCourse(courseId, (course) => course.exams.push(event));
    return event;
  }

  moveEvent(courseId: number, eventId: number, at: number): void {
    const event = this.event(courseId, eventId);
    this.editCourse(courseId, () => Object.assign(event, { at, modified: this.seconds() }));
  }

  removeEvent(courseId: number, eventId: number): void {
    const event = this.event(courseId, eventId);
    this.editCourse(courseId, ({ exams }) => exams.splice(exams.indexOf(event), 1));
  }

  private modulesOf(courseId: number): ModuleModel[] {
    return this.course(courseId).sections.flatMap(({ modules }) => modules);
  }

  private newsOf(courseId: number): number {
    const news = this.modulesOf(courseId).find(({ forum }) => forum?.kind === 'news');
    if (news === undefined) throw new Error(`no announcements in course ${courseId}`);
    return news.cmid;
  }

  private post(courseId: number, postId: number): { module: ModuleModel; post: PostModel } {
    for (const module of this.modulesOf(courseId)) {
      const post = module.forum?.posts.find(({ id }) => id === postId);
      if (post) return { module, post };
    }
    throw new Error(`no such post: ${postId}`);
  }

  private event(courseId: number, eventId: number): ExamModel {
    const event = this.course(courseId).exams.find(({ id }) => id === eventId);
    if (event === undefined) throw new Error(`no such event: ${eventId}`);
    return event;
  }
}

function workOf({ assignment, cmid }: ModuleModel): AssignmentModel {
  if (assignment === null) throw new Error(`not an assignment: ${cmid}`);
  return assignment;
}

function quizOf({ quiz, cmid }: ModuleModel): QuizModel {
  if (quiz === null) throw new Error(`not a quiz: ${cmid}`);
  return quiz;
}

function postsOf({ forum, cmid }: ModuleModel): PostModel[] {
  if (forum === null) throw new Error(`not a forum: ${cmid}`);
  return forum.posts;
}
