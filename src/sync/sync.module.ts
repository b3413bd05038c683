import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthModule } from '../auth';
import { Settings } from '../config';
import { LibraryModule } from '../library';
import { MoodleModule } from '../moodle';
import { StoredAnalyses } from './adapters/analysis-store.adapter';
import { StoredCheckpoints } from './adapters/checkpoints.adapter';
import { FencedLibraryStore } from './adapters/library-store.adapter';
import { SealedMoodleSource } from './adapters/moodle-source.adapter';
import { SchemaTables } from './adapters/tables.adapter';
import { Admission } from './persistence/admission';
import { Announcing } from './persistence/announcing';
import { CheckpointStore } from './persistence/checkpoint-store';
import { JobCleanUp } from './persistence/job-clean-up';
import { JobInspection } from './persistence/job-inspection';
import { JobQueries } from './persistence/job-queries';
import { JobStore } from './persistence/job-store';
import { JobUpkeep } from './persistence/job-upkeep';
import { QueueUpkeep } from './persistence/queue-upkeep';
import { ScheduleStore } from './persistence/schedule-store';
import { WorkerStore } from './persistence/worker-store';
import {
  AnalyzeContentStage,
  ClassifyDataStage,
  CreateTablesStage,
  FetchCoursesStage,
  SaveToDatabaseStage,
  SyncPipeline,
} from './pipeline';
import { EventStream } from './realtime/event-stream';
import { JobFeeds } from './realtime/job-feeds';
import { JobWatcher } from './realtime/job-watcher';
import { PostgresRelay } from './realtime/postgres-relay';
import { RedisRelay } from './realtime/redis-relay';
import { Relay } from './realtime/relay';
import { SessionWatch } from './realtime/session-watch';
import { SyncGateway } from './realtime/sync.gateway';
import { SyncRecorder } from './recorder';
import { AutoSyncController } from './schedule/auto-sync.controller';
import { AutoSyncService } from './schedule/auto-sync.service';
import { SiteWatch } from './schedule/site-watch';
import { SyncFactsReader } from './schedule/sync-facts';
import { SyncScheduler } from './schedule/sync-scheduler';
import { AsyncApiController, SyncController, SyncStatusController } from './sync.controller';
import { SyncFigures } from './sync-figures';
import { SyncService } from './sync.service';
import { CancelListener } from './worker/cancel-listener';
import { RunningJobs } from './worker/running-jobs';
import { SyncTask } from './worker/sync-task';
import { WorkerHost } from './worker/worker-host';

@Module({
  imports: [AuthModule, MoodleModule, LibraryModule],
  controllers: [AsyncApiController, SyncController, SyncStatusController, AutoSyncController],
  providers: [
    SyncService,
    SyncFigures,
    {
      provide: Announcing,
      inject: [Settings],
      useFactory: (settings: Settings) => new Announcing(settings.redisUrl === undefined),
    },
    {
      provide: Admission,
      inject: [DataSource, Settings],
      useFactory: (dataSource: DataSource, settings: Settings) =>
        new Admission(dataSource, settings.jobs.perUniversity),
    },
    JobStore,
    JobQueries,
    JobInspection,
    JobUpkeep,
    JobCleanUp,
    QueueUpkeep,
    WorkerStore,
    SyncRecorder,
    PostgresRelay,
    RedisRelay,
    Relay,
    JobFeeds,
    JobWatcher,
    EventStream,
    SessionWatch,
    SyncGateway,
    RunningJobs,
    CancelListener,
    SyncTask,
    WorkerHost,
    ScheduleStore,
    SyncFactsReader,
    SyncScheduler,
    SiteWatch,
    AutoSyncService,
    SealedMoodleSource,
    FencedLibraryStore,
    StoredAnalyses,
    StoredCheckpoints,
    CheckpointStore,
    SchemaTables,
    {
      provide: SyncPipeline,
      inject: [SchemaTables, SealedMoodleSource, FencedLibraryStore, StoredAnalyses, StoredCheckpoints],
      // The whole way of a sync, in order.
      useFactory: (
        tables: SchemaTables,
        moodle: SealedMoodleSource,
        library: FencedLibraryStore,
        analyses: StoredAnalyses,
        checkpoints: StoredCheckpoints,
      ) =>
        new SyncPipeline([
          new CreateTablesStage(tables),
          new FetchCoursesStage(moodle, library, checkpoints),
          new AnalyzeContentStage(library, checkpoints),
          new ClassifyDataStage(analyses),
          new SaveToDatabaseStage(library),
        ]),
    },
  ],
  exports: [
    SyncService,
    SyncFigures,
    JobQueries,
    JobInspection,
    JobUpkeep,
    JobCleanUp,
    QueueUpkeep,
    SyncRecorder,
    Relay,
    SyncGateway,
    RunningJobs,
    WorkerHost,
  ],
})
export class SyncModule {}
