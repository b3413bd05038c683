import { z } from 'zod';
import { define } from './call';
import { formatName } from './names';
import { int } from './parameters';

export const groups = [
  define('core_group_get_course_user_groups', {
    parameters: z.strictObject({
      courseid: int.default(0),
      userid: int.default(0),
      groupingid: int.default(0),
    }),
    answer: ({ courseid }, call) => ({
      groups: call.world
        .readableCoursesOf(call.student)
        .filter(({ id }) => courseid === 0 || courseid === id)
        .flatMap((course) =>
          course.groups.map(({ id, name }) => ({
            id,
            name: formatName(name, call.settings),
            description: '',
            descriptionformat: 1,
            idnumber: '',
            courseid: course.id,
          })),
        ),
      warnings: [],
    }),
  }),
];
