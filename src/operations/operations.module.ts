import { Module } from '@nestjs/common';
import { AuthModule } from '../auth';
import { LibraryModule } from '../library';
import { MoodleModule } from '../moodle';
import { SyncModule } from '../sync';
import { CleanUp } from './clean-up';
import { CleanUpRounds } from './persistence/clean-up-rounds';
import { DatabaseProbe } from './persistence/database-probe';
import { Health } from './health/health';
import { Metrics } from './metrics/metrics';
import { DatabaseReadings } from './metrics/database-readings';
import { OperationsController } from './operations.controller';

@Module({
  imports: [SyncModule, AuthModule, MoodleModule, LibraryModule],
  controllers: [OperationsController],
  providers: [Health, Metrics, CleanUp, CleanUpRounds, DatabaseProbe, DatabaseReadings],
  exports: [CleanUp],
})
export class OperationsModule {}
