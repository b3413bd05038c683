import { JOB_STATUSES, type JobStatus, type SyncEvent } from '../../contract';
import { type AnnouncedEvent, fromAnnouncement } from '../persistence/job-rows';

/** What another node committed: the job has come as far as `lastSeq`. */
export interface RemoteProgress {
  readonly jobId: string;
  readonly studentId: string;
  readonly lastSeq: number;
  readonly status: JobStatus;
  /** The job came into being with this event. */
  readonly created: boolean;
  /** The events themselves where they are short enough to come along; else whoever needs them reads them. */
  readonly events: readonly SyncEvent[];
}

const OWN_NAME_WITHIN = 64;

/** What an announcement says; nothing for what this node said itself, and for somebody else's message on our channel. */
export function readAnnouncement(payload: string, ownNodeId: string): readonly RemoteProgress[] {
  // Its own announcements, of which a busy node hears thousands, need no parsing: who says it stands first.
  return payload.slice(0, OWN_NAME_WITHIN).includes(ownNodeId) ? [] : parse(payload);
}

function parse(payload: string): readonly RemoteProgress[] {
  try {
    const { a } = JSON.parse(payload) as { readonly a?: unknown };
    return Array.isArray(a)
      ? a.flatMap((each: unknown) => (Array.isArray(each) ? toProgress(each) : []))
      : [];
  } catch {
    return []; // somebody else's message on our channel
  }
}

function toProgress([
  jobId,
  studentId,
  lastSeq,
  said,
  events,
  created,
]: readonly unknown[]): readonly RemoteProgress[] {
  const status = JOB_STATUSES.find((known) => known === said);
  if (typeof jobId !== 'string' || typeof studentId !== 'string' || typeof lastSeq !== 'number' || !status)
    return [];
  // Written by `JobStore.append` of a node of ours: whoever else may write here may write to the tables as well.
  const told = Array.isArray(events)
    ? (events as AnnouncedEvent[]).map((each) => fromAnnouncement(jobId, each))
    : [];
  return [{ jobId, studentId, lastSeq, status, created: created === true, events: told }];
}
