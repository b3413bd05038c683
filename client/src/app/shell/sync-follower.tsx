import { useActiveJob, useSyncJob } from '../../react';
import { useRereadLibrary } from '../library/queries';

/** Re-reads what a page shows when a sync ends while another page than the sync's own is open. */
export function SyncFollower() {
  const { jobId } = useActiveJob();
  const reread = useRereadLibrary();
  useSyncJob(jobId, {
    onProgress: (_job, event) => {
      // A job that had ended before it was followed brings nothing new.
      if (event?.type === 'course.read') reread('course');
      if (event?.type === 'job.completed') reread('end');
    },
  });
  return null;
}
