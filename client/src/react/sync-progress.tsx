import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  isTerminal,
  STAGE_ORDER,
  STAGES,
  type CourseReceipt,
  type CourseSummary,
  type ErrorReport,
  type JobSnapshot,
  type JobStatus,
  type SyncEvent,
} from '../../../src/contract';
import { SpikeError } from '../sdk';
import { OfflineNote } from './offline-note';
import { isIncomplete, missingText, receiptSentence } from './receipt-words';
import { useLanguage, useSpikeClient } from './spike-provider';
import styles from './sync-progress.module.css';
import { SYNC_WORDS } from './sync-words';
import { useSyncJob } from './use-sync-job';

export type NamedCourse = Pick<CourseSummary, 'name' | 'code'>;

export interface SyncProgressProps {
  readonly jobId: string;
  /** The job was completed; exactly once for a job while the component is mounted. */
  readonly onComplete?: (job: JobSnapshot) => void;
  /** The job failed, or cannot be followed; at most once for a job while the component is mounted. */
  readonly onError?: (error: ErrorReport | SpikeError) => void;
  readonly onProgress?: (job: JobSnapshot, event: SyncEvent | null) => void;
  /** A retry began this job; by default the component turns to it by itself. */
  readonly onRestart?: (jobId: string) => void;
  /** Offered in place of a retry when only a new sign-in can help. */
  readonly onSignIn?: () => void;
  /** The server cannot be reached: said also when the job has ended and nothing is asked for. */
  readonly away?: boolean;
  /** The course as the library names it, when that is known; else it is named as the job names it. */
  readonly courseOf?: (moodleId: number) => NamedCourse | undefined;
  /** Shown below, whatever the job does: more of its story. */
  readonly details?: ReactNode;
  /** Shown beside the message once the job has ended. */
  readonly children?: ReactNode;
}

type ReadCourse = Extract<SyncEvent, { readonly type: 'course.read' }>['data'];

type StepState = 'done' | 'current' | 'stopped' | 'ahead';

/** A sync, live: its stages, how far it is, which courses are read and which are not, and what can be done about it. */
export function SyncProgress({
  jobId,
  onComplete,
  onError,
  onProgress,
  onRestart,
  onSignIn,
  away = false,
  courseOf = () => undefined,
  details,
  children,
}: SyncProgressProps) {
  const client = useSpikeClient();
  const language = useLanguage();
  const words = SYNC_WORDS[language];
  const [restarted, setRestarted] = useState<{ readonly from: string; readonly jobId: string } | null>(null);
  const [busy, setBusy] = useState<'cancel' | 'retry' | null>(null);
  const [refused, setRefused] = useState<SpikeError | null>(null);
  const followed = restarted?.from === jobId ? restarted.jobId : jobId;
  const reached = useReachedStage();
  const [lastRead, setLastRead] = useState<{ readonly of: string; readonly course: ReadCourse } | null>(null);

  const { job, connection, error } = useSyncJob(followed, {
    onProgress: (next, event) => {
      reached.note(followed, next.status);
      if (event?.type === 'course.read') setLastRead({ of: followed, course: event.data });
      onProgress?.(next, event);
    },
    onEnd: (ended) => {
      setBusy(null);
      if (ended.status === 'completed') onComplete?.(ended);
      if (ended.status === 'failed' && ended.error) onError?.(ended.error);
    },
    onError: (reason) => onError?.(reason),
  });

  const ended = job !== null && isTerminal(job.status);
  const offline = (connection === 'offline' && !ended) || (away && (ended || job === null));
  // The one strip says it for both.
  if (offline && refused?.kind === 'network') setRefused(null);

  const cancel = async () => {
    setBusy('cancel');
    setRefused(null);
    try {
      await client.cancel(followed);
    } catch (reason) {
      const failure = SpikeError.from(reason);
      setBusy(null);
      // It ended by itself in the meantime: its end is on the way and says everything.
      if (failure.code !== 'sync.job-finished') setRefused(failure);
    }
  };
  const retry = async () => {
    setBusy('retry');
    setRefused(null);
    try {
      const { jobId: next } = await client.startSync();
      setRestarted({ from: jobId, jobId: next });
      onRestart?.(next);
    } catch (reason) {
      setRefused(SpikeError.from(reason));
    } finally {
      setBusy(null);
    }
  };

  const status = job?.status ?? 'starting';
  const progress = job?.progress ?? 0;
  const trouble = refused?.text ?? error?.text ?? job?.error?.message ?? null;
  const needsSignIn = (error ?? refused ?? job?.error)?.kind === 'sign-in' && onSignIn !== undefined;
  const canRetry = !needsSignIn && (status === 'failed' || status === 'cancelled' || error !== null);
  const read = !ended && lastRead?.of === followed ? lastRead.course : null;
  const message = job?.message[language] ?? words.connecting;
  const sentence = job !== null && ended ? receiptSentence(job.receipt, language) : '';

  return (
    <section
      className={styles.root}
      data-testid="sync-progress"
      // A job that ended long ago must not flash up as one that begins while its snapshot is on the way.
      data-status={job?.status ?? 'connecting'}
      data-job={followed}
      data-connection={connection}
      aria-label={words.label}
    >
      <div className={styles.head}>
        <div className={styles.badge} aria-hidden>
          <Badge status={status} progress={progress} />
        </div>
        <div className={styles.text}>
          <h2 className={styles.stage} data-testid="sync-stage">
            {job === null ? words.label : STAGES[status].name[language]}
          </h2>
          <p className={styles.message} data-testid="sync-message" aria-live="polite">
            {message}
          </p>
          <p
            className={styles.courses}
            data-testid="sync-receipt"
            data-incomplete={job !== null && isIncomplete(job.receipt)}
            aria-live="polite"
          >
            {sentence}
          </p>
          {job !== null && job.courses.total !== null && sentence === '' && (
            <p className={styles.courses} data-testid="sync-courses">
              {words.courses(job.courses.done, job.courses.total)}
            </p>
          )}
          {read && (
            <p className={styles.lastCourse} data-testid="sync-last-course" dir="auto">
              {courseOf(read.moodleId)?.name ?? read.name}
            </p>
          )}
          {job !== null && job.attempt > 1 && !ended && (
            <p className={styles.courses} data-testid="sync-again">
              {words.again}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          {!ended && job !== null && (
            <button
              type="button"
              className={styles.quiet}
              data-testid="sync-cancel"
              disabled={busy === 'cancel'}
              onClick={() => void cancel()}
            >
              {busy === 'cancel' ? words.cancelling : words.cancel}
            </button>
          )}
          {canRetry && (
            <button
              type="button"
              className={styles.strong}
              data-testid="sync-retry"
              disabled={busy === 'retry'}
              onClick={() => void retry()}
            >
              {words.retry}
            </button>
          )}
          {needsSignIn && (
            <button type="button" className={styles.strong} data-testid="sync-sign-in" onClick={onSignIn}>
              {words.signIn}
            </button>
          )}
          {ended && children}
        </div>
      </div>

      <div
        className={styles.bar}
        data-testid="sync-bar"
        role="progressbar"
        aria-label={words.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={progress}
        aria-valuetext={`${words.percent(progress)}, ${STAGES[status].name[language]}`}
      >
        <div className={styles.fill} style={{ inlineSize: `${progress}%` }} />
      </div>

      {job !== null && status !== 'completed' && (
        <ol className={styles.steps}>
          {STAGE_ORDER.map((stage) => {
            const state = stepState(stage, status, reached.of(followed), progress);
            return (
              <li
                key={stage}
                className={styles.step}
                data-state={state}
                data-testid="sync-step"
                aria-current={state === 'current' ? 'step' : undefined}
              >
                <span className={styles.dot} aria-hidden>
                  {state === 'done' && <IconCheck size={12} stroke={3} />}
                  {state === 'stopped' && <IconX size={12} stroke={3} />}
                </span>
                <span className={styles.name}>{STAGES[stage].name[language]}</span>
              </li>
            );
          })}
        </ol>
      )}

      {offline && <OfflineNote />}
      {trouble && (
        <p className={styles.trouble} role="alert" data-testid="sync-error">
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            {trouble[language]}
            {status === 'failed' && job !== null && job.courses.done > 0 && (
              <span className={styles.kept}>{words.kept}</span>
            )}
          </span>
        </p>
      )}
      {job !== null && <Missing receipt={job.receipt} courseOf={courseOf} />}
      {details}
    </section>
  );
}

/** The courses that are not wholly there, each with the reason. */
function Missing({
  receipt,
  courseOf,
}: {
  readonly receipt: readonly CourseReceipt[];
  readonly courseOf: NonNullable<SyncProgressProps['courseOf']>;
}) {
  const language = useLanguage();
  const words = SYNC_WORDS[language];
  const missing = receipt.flatMap((course) => {
    const why = missingText(course, language);
    return why === null ? [] : [{ ...course, why }];
  });
  if (missing.length === 0) return null;
  const inPart = missing.some(({ outcome }) => outcome === 'partial');
  return (
    <div className={styles.failures} data-testid="sync-failures">
      <p className={styles.failuresTitle}>
        <IconAlertTriangle size={16} aria-hidden /> {words[inPart ? 'missing' : 'failed'](missing.length)}
      </p>
      <ul>
        {missing.map(({ moodleId, name, why }) => {
          const course = courseOf(moodleId);
          return (
            <li key={moodleId}>
              <bdi className={styles.failedName}>{course?.name ?? name}</bdi>
              {course?.code && (
                <>
                  {' '}
                  <bdi className={styles.code}>({course.code})</bdi>
                </>
              )}
              <span> — {why}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Badge({ status, progress }: { readonly status: JobStatus; readonly progress: number }) {
  if (status === 'completed') return <IconCheck size={22} stroke={2.6} />;
  if (status === 'failed') return <IconAlertTriangle size={22} />;
  if (status === 'cancelled') return <IconX size={22} />;
  return <span className={styles.percent}>{progress}%</span>;
}

/** The last stage a job was seen in before it ended early: where the steps show the stop. */
function useReachedStage() {
  const [seen, setSeen] = useState<{ readonly jobId: string; readonly stage: JobStatus } | null>(null);
  return {
    note: (jobId: string, stage: JobStatus) => {
      if (STAGE_ORDER.includes(stage)) setSeen({ jobId, stage });
    },
    of: (jobId: string): JobStatus | null => (seen?.jobId === jobId ? seen.stage : null),
  };
}

function stepState(stage: JobStatus, status: JobStatus, seen: JobStatus | null, progress: number): StepState {
  const stopped = !STAGE_ORDER.includes(status);
  const at = STAGE_ORDER.indexOf(stopped ? (seen ?? stageAt(progress)) : status);
  const index = STAGE_ORDER.indexOf(stage);
  if (index < at || status === 'completed') return 'done';
  if (index > at) return 'ahead';
  return stopped ? 'stopped' : 'current';
}

/** The stage a percentage belongs to, for a job that was first seen after its end. */
function stageAt(progress: number): JobStatus {
  return STAGE_ORDER.findLast((stage) => (STAGES[stage].progress ?? 0) <= progress) ?? 'starting';
}
