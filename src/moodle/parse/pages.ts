import { z } from 'zod';
import type { MoodlePageText } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { richText } from './rich-text';
import { id, time } from './scalars';

const reply = z.object({ pages: z.unknown().optional() });
const page = record({ id, coursemodule: id, course: id, content: richText, timemodified: time });

/** Reply of `mod_page_get_pages_by_courses`: the text of every page. */
export function parsePages(answer: unknown): Parsed<readonly MoodlePageText[]> {
  const drops = new Drops();
  return drops.result(
    readEach(page, readWhole(reply, answer, 'pages').pages, 'pages', drops).map((row) => ({
      id: row.id,
      cmid: row.coursemodule,
      courseId: row.course,
      text: row.content,
      modifiedAt: row.timemodified,
    })),
  );
}
