import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isTerminal, type CourseSummary, type JobSnapshot } from '../../../../src/contract';
import {
  OfflineNote,
  SyncProgress,
  useActiveJob,
  useLanguage,
  useServerAway,
  type ActiveJob,
} from '../../react';
import { relativeTime } from '../format/dates';
import { useRereadLibrary } from '../library/queries';
import { useSignedIn } from '../session/session-context';
import { Notice } from '../shell/notice';
import { useStrings } from '../strings';
import styles from './home.module.css';
import { CoverageNote } from './coverage-note';
import { ReceiptList } from './receipt-list';

export interface SyncPanelState extends ActiveJob {
  /** The job as last seen here. */
  readonly job: JobSnapshot | null;
  readonly running: boolean;
  /** The server cannot be reached. */
  readonly away: boolean;
  readonly seen: (job: JobSnapshot) => void;
}

/** The student's job, with what the page needs to know of it. */
export function useSyncPanel(): SyncPanelState {
  const { firstJobId } = useSignedIn();
  const active = useActiveJob(firstJobId);
  const queries = useQueryClient();
  const away = useServerAway(() => {
    if (active.error?.retryable) active.reload();
    void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  });
  const [job, seen] = useState<JobSnapshot | null>(null);
  const current = job?.jobId === active.jobId ? job : null;
  // Before its first snapshot, only the job that the sign-in has just begun is known to run.
  const running = current ? !isTerminal(current.status) : firstJobId !== null && active.jobId === firstJobId;
  return { ...active, job: current, running, away, seen };
}

/** The panel shows a sync that ended, or did not begin, because Moodle wants another sign-in, and a button for it. */
export const asksToSignIn = ({ job, error }: SyncPanelState): boolean =>
  (error?.kind ?? job?.error?.kind) === 'sign-in';

/** The sync at the top of the page: live while it runs, one line when it is done. */
export function SyncPanel({
  sync,
  courses,
  now,
}: {
  readonly sync: SyncPanelState;
  readonly courses: readonly CourseSummary[];
  readonly now: Date;
}) {
  const t = useStrings();
  const language = useLanguage();
  const { signInAgain } = useSignedIn();
  const reread = useRereadLibrary();
  const again = (
    <Button
      variant="light"
      radius="md"
      leftSection={<IconRefresh size={17} />}
      data-testid="sync-start"
      onClick={() => void sync.start()}
    >
      {t.syncNow}
    </Button>
  );

  const { error } = sync;
  if (error?.kind === 'sign-in')
    return (
      <Notice title={t.syncNow} text={error.text[language]}>
        <Button data-testid="sync-sign-in" onClick={() => signInAgain(error)}>
          {t.signIn}
        </Button>
      </Notice>
    );
  if (sync.error)
    return (
      <Notice title={t.syncStartFailed} text={sync.error.text[language]} tone="bad">
        <Button onClick={() => (sync.jobId === null ? sync.reload() : void sync.start())}>{t.retry}</Button>
      </Notice>
    );
  if (sync.jobId === null)
    return sync.loading ? null : (
      <div className={styles.idle}>
        {again}
        {sync.away && <OfflineNote />}
      </div>
    );
  return (
    <SyncProgress
      jobId={sync.jobId}
      onProgress={(job, event) => {
        sync.seen(job);
        if (event === null) reread(isTerminal(job.status) ? 'ended' : 'course');
        else if (event.type === 'course.read' || event.type === 'courses.listed') reread('course');
        else if (event.type === 'job.completed') reread('end');
      }}
      away={sync.away}
      courseOf={(moodleId) => courses.find((course) => course.moodleId === moodleId)}
      onRestart={sync.follow}
      onSignIn={() => signInAgain(null)}
      details={
        sync.job && (
          <>
            <ReceiptList receipt={sync.job.receipt} courses={courses} now={now} />
            <CoverageNote coverage={sync.job.coverage} />
          </>
        )
      }
    >
      {sync.job?.status === 'completed' && sync.job.finishedAt && (
        <span className={styles.updated}>
          {t.updated(relativeTime(new Date(sync.job.finishedAt), now, language))}
        </span>
      )}
      {sync.job?.status === 'completed' && again}
    </SyncProgress>
  );
}
