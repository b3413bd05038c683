/** Answers of Moodle's web services as they come, as far as the facts are in them. */
export interface RawFile {
  readonly type?: string;
  readonly filename: string;
  readonly filepath: string | null;
  readonly filesize: number;
  readonly fileurl: string | null;
  readonly content?: string;
  readonly timemodified: number | null;
  readonly mimetype?: string;
}

export interface RawCourse {
  readonly id: number;
  readonly shortname: string;
  readonly fullname: string;
  readonly progress: number | null;
  readonly startdate: number;
  readonly enddate: number;
  readonly isfavourite: boolean;
  readonly hidden: boolean;
}

export interface RawCourseExtras {
  readonly courses: readonly {
    readonly id: number;
    readonly categoryname: string;
    readonly contacts: readonly { readonly fullname: string }[];
  }[];
}

export interface RawModule {
  readonly id: number;
  readonly name: string;
  readonly modname: string;
  readonly instance: number;
  readonly url?: string;
  readonly description?: string;
  readonly indent: number;
  readonly uservisible: boolean;
  readonly visibleoncoursepage: number;
  readonly availabilityinfo?: string;
  readonly completiondata?: {
    readonly state: number;
    readonly timecompleted: number;
    readonly hascompletion: boolean;
    readonly isautomatic: boolean;
    readonly details: readonly {
      readonly rulevalue: { readonly status: number; readonly description: string };
    }[];
  };
  readonly dates: readonly { readonly label: string; readonly timestamp: number; readonly dataid: string }[];
  readonly contents?: readonly RawFile[];
}

export interface RawSection {
  readonly id: number;
  readonly name: string;
  readonly section: number;
  readonly summary: string;
  readonly uservisible: boolean;
  readonly availabilityinfo?: string;
  readonly modules: readonly RawModule[];
}

export interface RawAssignment {
  readonly id: number;
  readonly cmid: number;
  readonly duedate: number;
  readonly allowsubmissionsfromdate: number;
  readonly cutoffdate: number;
  readonly grade: number;
  readonly intro?: string;
  readonly introattachments?: readonly RawFile[];
}

export interface RawAssignments {
  readonly courses: readonly { readonly id: number; readonly assignments: readonly RawAssignment[] }[];
}

interface RawPlugin {
  readonly editorfields?: readonly { readonly text: string }[];
  readonly fileareas?: readonly { readonly files: readonly RawFile[] }[];
}

interface RawSubmission {
  readonly status: string;
  readonly attemptnumber: number;
  readonly timemodified: number;
  readonly plugins: readonly RawPlugin[];
}

export interface RawSubmissionStatus {
  readonly lastattempt: {
    readonly submission?: RawSubmission;
    readonly teamsubmission?: RawSubmission;
    readonly locked: boolean;
    readonly gradingstatus: string;
    readonly extensionduedate: number | null;
  };
  readonly feedback?: {
    readonly gradefordisplay: string;
    readonly gradeddate: number;
    readonly plugins: readonly RawPlugin[];
  };
}

export interface RawQuizzes {
  readonly quizzes: readonly {
    readonly id: number;
    readonly coursemodule: number;
    readonly intro: string;
    readonly timeopen: number;
    readonly timeclose: number;
    readonly timelimit: number;
    readonly attempts: number;
    readonly grade: number;
  }[];
}

export interface RawAttempts {
  readonly attempts: readonly {
    readonly attempt: number;
    readonly state: string;
    readonly timestart: number;
    readonly timefinish: number;
  }[];
}

export interface RawBestGrade {
  readonly hasgrade: boolean;
  readonly grade?: number;
}

export interface RawGrades {
  readonly usergrades: readonly {
    readonly gradeitems: readonly {
      readonly itemname: string | null;
      readonly itemtype: string;
      readonly itemmodule: string | null;
      readonly cmid?: number;
      readonly graderaw: number | null;
      readonly gradeformatted: string;
      readonly rangeformatted: string;
      readonly percentageformatted: string;
      readonly weightformatted?: string;
      readonly feedback: string;
      readonly gradedategraded: number | null;
      readonly gradeishidden: boolean;
      readonly gradehiddenbydate: boolean;
    }[];
  }[];
}

export interface RawForum {
  readonly id: number;
  readonly cmid: number;
  readonly course: number;
  readonly name: string;
  readonly type: string;
}

export interface RawDiscussions {
  readonly discussions: readonly {
    readonly discussion: number;
    readonly subject: string;
    readonly message: string;
    readonly userfullname: string;
    readonly created: number;
    readonly timemodified: number;
    readonly pinned: boolean;
    readonly numreplies: number;
    readonly attachments?: readonly RawFile[];
  }[];
}

export interface RawPages {
  readonly pages: readonly { readonly coursemodule: number; readonly content: string }[];
}

export interface RawEvents {
  readonly events: readonly {
    readonly name: string;
    readonly description: string;
    readonly courseid: number;
    readonly groupid: number | null;
    readonly userid: number;
    readonly modulename: string | null;
    readonly instance: number | null;
    readonly eventtype: string;
    readonly timestart: number;
    readonly timeduration: number;
  }[];
}
