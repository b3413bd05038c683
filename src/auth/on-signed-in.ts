import type { Sealed } from './sealer';

/** What happens by itself once a student has signed in. A port: whoever composes the application fills it. */
export abstract class OnSignedIn {
  /** The job that began, or `null` when nothing does. A failure here never undoes the sign-in. */
  abstract signedIn(student: {
    readonly studentId: string;
    readonly universityId: string;
    /** Where the site has no tokens: what a job has to be started with now, since it is not kept for a later one. */
    readonly password?: Sealed;
  }): Promise<{ readonly jobId: string } | null>;
}
