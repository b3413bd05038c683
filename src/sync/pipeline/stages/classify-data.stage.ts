import { CLASSIFIER_VERSION, classifyCourse, type Verdict } from '../../../classification';
import { fingerprintOf } from '../../../fingerprint';
import type { ReadCourse, SyncDraft } from '../draft';
import { type AnalysisKey, AnalysisStore } from '../ports';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

/** Under which the analysis of a course's content is shared; what was found depends on nothing else. */
function analysisKey({ listed, lastModified, inputs }: ReadCourse): AnalysisKey {
  return {
    key: `analysis_${listed.course.id}_${lastModified}`,
    fingerprint: fingerprintOf([CLASSIFIER_VERSION, inputs]),
  };
}

/** Says of every item what it is to a student. What was found for another student of the same course and content is taken over. */
export class ClassifyDataStage extends Stage {
  readonly status = 'classifying_data';

  constructor(private readonly analyses: AnalysisStore) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    const courses = [...draft.read.values()]
      .filter(({ inputs }) => inputs.length > 0)
      .map((course) => ({ course, ...analysisKey(course) }));
    const known = await this.analyses.find(
      context.universityId,
      courses.map(({ key, fingerprint }) => ({ key, fingerprint })),
    );
    const found: (AnalysisKey & { verdicts: readonly Verdict[] })[] = [];
    for (const { course, key, fingerprint } of courses) {
      context.signal.throwIfAborted();
      const shared = known.get(fingerprint);
      course.verdicts = shared ?? classifyCourse([...course.inputs]);
      if (shared) continue;
      found.push({ key, fingerprint, verdicts: course.verdicts });
      await context.breathe();
    }
    await this.analyses.keep(context.universityId, found);
  }
}
