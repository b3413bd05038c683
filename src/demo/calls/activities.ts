import { z } from 'zod';
import { Call, activitiesOf, define, is45, wantedCourses } from './call';
import { fileRow, moduleArea } from './file-rows';
import { formatName } from './names';
import { nameOf } from './contents';
import { ModuleModel } from '../model';
import { int, list } from './parameters';

type Row = Record<string, unknown>;

interface Kind {
  type: string;
  /** The function is mod_<type>_get_<plural>_by_courses, and its list stands under <plural>. */
  plural: string;
  own: (module: ModuleModel, call: Call) => Row;
}

const PRINT_INTRO = 'a:1:{s:10:"printintro";i:0;}';

const contentFiles = (module: ModuleModel, call: Call): Row[] =>
  module.files.map((file) => fileRow(call.world.siteUrl, moduleArea(module), file, is45(call)));

const KINDS: readonly Kind[] = [
  {
    type: 'resource',
    plural: 'resources',
    own: (module, call) => ({
      contentfiles: contentFiles(module, call),
      tobemigrated: 0,
      legacyfiles: 0,
      legacyfileslast: null,
      display: 0,
      displayoptions: PRINT_INTRO,
      filterfiles: 0,
      revision: 0,
      timemodified: module.modified,
    }),
  },
  {
    type: 'url',
    plural: 'urls',
    own: (module) => ({
      externalurl: module.url,
      display: 0,
      displayoptions: PRINT_INTRO,
      parameters: 'a:0:{}',
      timemodified: module.modified,
    }),
  },
  {
    type: 'page',
    plural: 'pages',
    own: (module, call) => ({
      content: module.html,
      contentformat: 1,
      contentfiles: contentFiles(module, call),
      legacyfiles: 0,
      legacyfileslast: null,
      display: 0,
      displayoptions: PRINT_INTRO,
      revision: 0,
      timemodified: module.modified,
    }),
  },
  {
    type: 'folder',
    plural: 'folders',
    own: (module) => ({
      revision: 0,
      timemodified: module.modified,
      display: 0,
      showexpanded: 1,
      showdownloadfolder: 1,
      forcedownload: 1,
    }),
  },
  { type: 'label', plural: 'labels', own: (module) => ({ timemodified: module.modified }) },
];

/** mod_<type>_get_<plural>_by_courses: one kind of activity over many courses. */
export const activities = KINDS.map(({ type, plural, own }) =>
  define(`mod_${type}_get_${plural}_by_courses`, {
    parameters: z.strictObject({ courseids: list(int).default([]) }),
    answer: ({ courseids }, call) => ({
      [plural]: wantedCourses(courseids, call).flatMap((course) =>
        activitiesOf(course, type).map(({ module, sectionNumber }) => ({
          id: module.instance,
          coursemodule: module.cmid,
          course: course.id,
          name: type === 'label' ? nameOf(module, call) : formatName(module.name, call.settings),
          intro: module.description ?? ' ',
          introformat: 1,
          introfiles: [],
          section: sectionNumber,
          visible: true,
          groupmode: 0,
          groupingid: 0,
          lang: null,
          ...own(module, call),
        })),
      ),
      warnings: [],
    }),
  }),
);
