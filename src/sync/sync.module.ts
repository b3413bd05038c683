import { Module } from '@nestjs/common';
import { AuthModule } from '../auth';
import { Settings } from '../config';
import { LibraryModule } from '../library';
import { MoodleModule } from '../moodle';
import { StoredAnalyses } from './adapters/analysis-store.adapter';
import { FencedLibraryStore } from './adapters/library-store.adapter';
import { SealedMoodleSource } from './adapters/moodle-source.adapter';
import { SchemaTables } from './adapters/tables.adapter';
import { Announcing } from './persistence/announcing';
import { JobInspection } from './persistence/job-inspection';
import { JobQueries } from './persistence/job-queries';
import { JobStore } from './persistence/job-store';
import { JobUpkeep } from './persistence/job-upkeep';
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
import { AsyncApiController, SyncController, SyncStatusController } from './sync.controller';
import { SyncFigures } from './sync-figures';
import { SyncService } from './sync.service';
import { CancelListener } from './worker/cancel-listener';
import { RunningJobs } from './worker/running-jobs';
import { SyncTask } from './worker/sync-task';
import { WorkerHost } from './worker/worker-host';

@Module({
  imports: [AuthModule, MoodleModule, LibraryModule],
  controllers: [AsyncApiController, SyncController, SyncStatusController],
  providers: [
    SyncService,
    SyncFigures,
    {
      provide: Announcing,
      inject: [Settings],
      useFactory: (settings: Settings) => new Announcing(settings.redisUrl === undefined),
    },
    JobStore,
    JobQueries,
    JobInspection,
    JobUpkeep,
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
    SealedMoodleSource,
    FencedLibraryStore,
    StoredAnalyses,
    SchemaTables,
    {
      provide: SyncPipeline,
      inject: [SchemaTables, SealedMoodleSource, FencedLibraryStore, StoredAnalyses],
      // The whole way of a sync, in order.
      useFactory: (
        tables: SchemaTables,
        moodle: SealedMoodleSource,
        library: FencedLibraryStore,
        analyses: StoredAnalyses,
      ) =>
        new SyncPipeline([
          new CreateTablesStage(tables),
          new FetchCoursesStage(moodle, library),
          new AnalyzeContentStage(library),
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
    SyncRecorder,
    Relay,
    SyncGateway,
    RunningJobs,
    WorkerHost,
  ],
})
export class SyncModule {}
