import { Injectable } from '@nestjs/common';
import type { Verdict } from '../../classification';
import { AnalysisCache } from '../../library';
import { type AnalysisKey, AnalysisStore } from '../pipeline';

/** Keeps the results of content analysis in the database, for all students and workers. */
@Injectable()
export class StoredAnalyses extends AnalysisStore {
  constructor(private readonly cache: AnalysisCache) {
    super();
  }

  find(universityId: string, keys: readonly AnalysisKey[]): Promise<ReadonlyMap<string, readonly Verdict[]>> {
    return this.cache.find(keys.map((key) => ({ ...key, universityId })));
  }

  async keep(
    universityId: string,
    analyses: readonly (AnalysisKey & { readonly verdicts: readonly Verdict[] })[],
  ): Promise<void> {
    await this.cache.keep(analyses.map((analysis) => ({ ...analysis, universityId })));
  }
}
