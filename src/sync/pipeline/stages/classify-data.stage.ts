import { classifyCourse, type ItemInput } from '../../../classification';
import type { MoodleActivity, MoodleSection } from '../../../moodle';
import type { ReadCourse, SyncDraft } from '../draft';
import type { ItemVerdict } from '../ports';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

function itemInput(module: MoodleActivity, section: MoodleSection): ItemInput {
  return {
    modType: module.type,
    name: module.name,
    section: section.name,
    fileNames: module.files.map(({ name }) => name),
    mimeTypes: module.files.flatMap(({ mimeType }) => (mimeType ? [mimeType] : [])),
    url: module.externalUrl,
  };
}

function classify({ content }: ReadCourse): ItemVerdict[] {
  const modules = content.sections.flatMap((section) =>
    section.modules.map((module) => ({ module, section })),
  );
  const verdicts = classifyCourse(modules.map(({ module, section }) => itemInput(module, section)));
  return verdicts.flatMap((verdict, index) => {
    const cmid = modules[index]?.module.cmid;
    return cmid === undefined ? [] : [{ ...verdict, cmid }];
  });
}

/** Says of every item what it is to a student. Pure computing, a course at a time. */
export class ClassifyDataStage extends Stage {
  readonly status = 'classifying_data';

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    for (const course of draft.read.values()) {
      context.signal.throwIfAborted();
      course.verdicts = classify(course);
      await context.breathe();
    }
  }
}
