import { CreateStudents1763900000001 } from './1763900000001-create-students';
import { CreateSyncJobs1763900000002 } from './1763900000002-create-sync-jobs';
import { CreateLibrary1763900000003 } from './1763900000003-create-library';
import { LibraryHistory1763900000004 } from './1763900000004-library-history';
import { CreateCoursework1763900000005 } from './1763900000005-create-coursework';
import { CreateSignInPassports1763900000006 } from './1763900000006-create-sign-in-passports';
import { SealedPasswords1763900000007 } from './1763900000007-sealed-passwords';
import { FirstReadings1763900000008 } from './1763900000008-first-readings';
import { VerdictsApart1763900000009 } from './1763900000009-verdicts-apart';
import { PageSessions1763900000010 } from './1763900000010-page-sessions';
import { CleanUpRounds1763900000011 } from './1763900000011-clean-up-rounds';
import { Corrections1763900000012 } from './1763900000012-corrections';
import { AutoSync1763900000013 } from './1763900000013-auto-sync';
import { Checkpoints1763900000014 } from './1763900000014-checkpoints';
import { Admission1763900000015 } from './1763900000015-admission';
import { CheckpointCounts1763900000016 } from './1763900000016-checkpoint-counts';

/** Every change of the schema, oldest first. */
export const MIGRATIONS = [
  CreateStudents1763900000001,
  CreateSyncJobs1763900000002,
  CreateLibrary1763900000003,
  LibraryHistory1763900000004,
  CreateCoursework1763900000005,
  CreateSignInPassports1763900000006,
  SealedPasswords1763900000007,
  FirstReadings1763900000008,
  VerdictsApart1763900000009,
  PageSessions1763900000010,
  CleanUpRounds1763900000011,
  Corrections1763900000012,
  AutoSync1763900000013,
  Checkpoints1763900000014,
  Admission1763900000015,
  CheckpointCounts1763900000016,
] as const;
