import { Module } from '@nestjs/common';
import { AuthModule } from '../auth';
import { LibraryModule } from '../library';
import { MoodleModule } from '../moodle';
import { SyncModule } from '../sync';
import { CleanUp } from './clean-up';
import { CleanUpRounds } from './persistence/clean-up-rounds';
import { DatabaseInspection } from './persistence/database-inspection';
import { StudentEraser } from './persistence/student-eraser';
import { Doctor } from './doctor/doctor';
import { DatabaseProbe } from './persistence/database-probe';
import { Health } from './health/health';
import { Metrics } from './metrics/metrics';
import { DatabaseReadings } from './metrics/database-readings';
import { OperationsController } from './operations.controller';

@Module({
  imports: [SyncModule, AuthModule, MoodleModule, LibraryModule],
  controllers: [OperationsController],
  providers: [
    Health,
    Metrics,
    CleanUp,
    CleanUpRounds,
    DatabaseInspection,
    DatabaseProbe,
    DatabaseReadings,
    Doctor,
    StudentEraser,
  ],
  exports: [CleanUp, Doctor, StudentEraser],
})
export class OperationsModule {}
