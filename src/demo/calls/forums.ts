import { z } from 'zod';
import { CourseModel, ModuleModel, PostModel } from '../model';
import { Call, activitiesOf, define, is45, wantedCourses } from './call';
import { MoodleError, refusal } from './errors';
import { fileRow, moduleArea } from './file-rows';
import { formatName } from './names';
import { bool, int, list } from './parameters';

type Row = Record<string, unknown>;
interface Forum {
  course: CourseModel;
  module: ModuleModel;
  kind: 'news' | 'general';
  posts: PostModel[];
}

const ZEROS = Object.fromEntries(
  ['duedate', 'cutoffdate', 'assessed', 'assesstimestart', 'assesstimefinish', 'scale', 'grade_forum']
    .concat(['grade_forum_notify', 'maxbytes'])
    .map((key) => [key, 0]),
);
const MORE_ZEROS = Object.fromEntries(
  [
    'warnafter',
    'blockafter',
    'blockperiod',
    'completiondiscussions',
    'completionreplies',
    'completionposts',
  ].map((key) => [key, 0]),
);

const MOST_A_PAGE = 100;

export const forums = [
  define('mod_forum_get_forums_by_courses', {
    parameters: z.strictObject({ courseids: list(int).default([]) }),
    answer: ({ courseids }, call) =>
      wantedCourses(courseids, call)
        .flatMap(forumsOf)
        .map((forum) => forumRow(forum, call)),
  }),
  define('mod_forum_get_forum_discussions', {
    parameters: z.strictObject({
      forumid: int,
      sortorder: int.default(-1),
      page: int.default(-1),
      perpage: int.default(0),
      groupid: int.default(0),
    }),
    courses: ({ forumid }, call) => [call.world.byInstance('forum', forumid)?.course.id ?? 0],
    answer({ forumid, page, perpage }, call) {
      const forum = openForum(forumid, call);
      const newestFirst = [...forum.posts].sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at);
      const size = perpage > 0 ? perpage : MOST_A_PAGE;
      const from = Math.max(0, page) * size;
      return {
        discussions: newestFirst.slice(from, from + size).map((post) => discussionRow(forum, post, call)),
        warnings: [],
      };
    },
  }),
  define('mod_forum_get_discussion_posts', {
    parameters: z.strictObject({
      discussionid: int,
      sortby: z.string().optional(),
      sortdirection: z.string().optional(),
      includeinlineattachments: bool.optional(),
    }),
    answer({ discussionid }, call) {
      const forum = call.world
        .readableCoursesOf(call.student)
        .flatMap(forumsOf)
        .find((each) => each.posts.some((post) => post.discussion === discussionid));
      if (forum === undefined) throw refusal('invalidrecord', 'forum_discussions');
      return {
        posts: forum.posts
          .filter((post) => post.discussion === discussionid)
          .map((post) => postRow(forum, post, call)),
        forumid: forum.module.instance,
        courseid: forum.course.id,
        ratinginfo: {
          contextid: forum.module.contextId,
          component: 'mod_forum',
          ratingarea: 'post',
          canviewall: null,
          canviewany: null,
          scales: [],
          ratings: [],
        },
        warnings: [],
      };
    },
  }),
];

function forumsOf(course: CourseModel): Forum[] {
  return activitiesOf(course, 'forum').flatMap(({ module }) =>
    module.forum ? [{ course, module, ...module.forum }] : [],
  );
}

function openForum(id: number, call: Call): Forum {
  const placed = call.world.byInstance('forum', id);
  const forum = placed && forumsOf(placed.course).find(({ module }) => module === placed.module);
  if (forum === undefined) {
    const complaint = `Unable to find forum with id ${id}`;
    throw new MoodleError(complaint, `error/${complaint}`);
  }
  if (!call.student.courseIds.includes(forum.course.id)) throw refusal('requireloginerror');
  return forum;
}

function forumRow({ course, module, kind, posts }: Forum, call: Call): Row {
  return {
    id: module.instance,
    course: course.id,
    type: kind,
    name: formatName(module.name, call.settings),
    intro: ' ',
    introformat: 1,
    introfiles: [],
    lang: '',
    ...ZEROS,
    maxattachments: 1,
    forcesubscribe: kind === 'news' ? 1 : 0,
    trackingtype: 1,
    rsstype: 0,
    rssarticles: 0,
    timemodified: module.modified,
    ...MORE_ZEROS,
    cmid: module.cmid,
    numdiscussions: posts.length,
    cancreatediscussions: kind === 'general',
    lockdiscussionafter: 0,
    istracked: false,
  };
}

function attachments(module: ModuleModel, post: PostModel, call: Call): Row[] {
  const area = moduleArea(module, 'attachment', post.id);
  return post.files.map((file) => fileRow(call.world.siteUrl, area, file, is45(call)));
}

function discussionRow({ module, kind }: Forum, post: PostModel, call: Call): Row {
  const picture = `${call.world.siteUrl}/theme/image.php/boost/core/1/u/f2`;
  return {
    id: post.id,
    name: post.subject,
    groupid: -1,
    // Of the newest post: an edited one does not move it.
    timemodified: post.at,
    usermodified: post.authorId,
    timestart: 0,
    timeend: 0,
    discussion: post.discussion,
    parent: 0,
    userid: post.authorId,
    created: post.at,
    modified: post.modified,
    mailed: 1,
    subject: post.subject,
    message: post.message,
    messageformat: 1,
    messagetrust: 0,
    attachment: post.files.length > 0,
    ...(post.files.length > 0 ? { attachments: attachments(module, post, call) } : {}),
    totalscore: 0,
    mailnow: 0,
    userfullname: post.author,
    usermodifiedfullname: post.author,
    userpictureurl: picture,
    usermodifiedpictureurl: picture,
    numreplies: post.replies,
    numunread: 0,
    pinned: post.pinned,
    locked: false,
    starred: false,
    canreply: kind === 'general',
    canlock: false,
    canfavourite: true,
  };
}

function postRow({ course, module }: Forum, post: PostModel, call: Call): Row {
  const { siteUrl } = call.world;
  const profile = `${siteUrl}/user/view.php?id=${post.authorId}&course=${course.id}`;
  const discuss = `${siteUrl}/mod/forum/discuss.php?d=${post.discussion}`;
  const may = [
    'edit',
    'delete',
    'split',
    'reply',
    'selfenrol',
    'export',
    'controlreadstatus',
    'canreplyprivately',
  ];
  const noUrl = ['edit', 'delete', 'split', 'reply', 'export', 'markasread', 'markasunread'];
  return {
    id: post.id,
    subject: post.subject,
    replysubject: `תשובה ל: ${post.subject}`,
    message: post.message,
    messageformat: 1,
    author: {
      id: post.authorId,
      fullname: post.author,
      isdeleted: false,
      groups: [],
      urls: { profile, profileimage: `${siteUrl}/theme/image.php/boost/core/1/u/f1` },
    },
    discussionid: post.discussion,
    hasparent: false,
    parentid: null,
    timecreated: post.at,
    timemodified: post.modified,
    unread: null,
    isdeleted: false,
    isprivatereply: false,
    haswordcount: false,
    wordcount: null,
    charcount: null,
    capabilities: { view: true, ...Object.fromEntries(may.map((each) => [each, false])) },
    urls: {
      view: `${discuss}#p${post.id}`,
      viewisolated: `${discuss}&parent=${post.id}`,
      viewparent: null,
      ...Object.fromEntries(noUrl.map((each) => [each, null])),
      discuss,
    },
    attachments: attachments(module, post, call),
    messageinlinefiles: [],
    tags: [],
    html: { rating: null, taglist: null, authorsubheading: `על ידי <a href="${profile}">${post.author}</a>` },
  };
}
