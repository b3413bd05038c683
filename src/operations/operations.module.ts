import { Module } from '@nestjs/common';
import { AuthModule } from '../auth';
import { LibraryModule } from '../library';
import { MoodleModule } from '../moodle';
import { SyncModule } from '../sync';
import { CleanUp } from './clean-up';
import { Health } from './health';
import { Metrics } from './metrics';
import { OperationsController } from './operations.controller';

@Module({
  imports: [SyncModule, AuthModule, MoodleModule, LibraryModule],
  controllers: [OperationsController],
  providers: [Health, Metrics, CleanUp],
  exports: [CleanUp],
})
export class OperationsModule {}
