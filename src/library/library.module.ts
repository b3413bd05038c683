import { Module } from '@nestjs/common';
import { ThrottlerStorageService } from '@nestjs/throttler';
import { MoodleModule } from '../moodle';
import { ChangesController } from './http/changes.controller';
import { AnnouncementsController } from './http/announcements.controller';
import { CalendarController } from './http/calendar.controller';
import { CoursesController } from './http/courses.controller';
import { DeadlinesController } from './http/deadlines.controller';
import { FilesController } from './http/files.controller';
import { GradesController } from './http/grades.controller';
import { CorrectionLimiter } from './http/correction-limiter';
import { ItemsController } from './http/items.controller';
import { SearchController } from './http/search.controller';
import { AnalysisCache } from './persistence/analysis-cache';
import { ChangeReader } from './persistence/change-reader';
import { CorrectionStore } from './persistence/correction-store';
import { LibraryKnowledge } from './persistence/library-knowledge';
import { LibraryRecall } from './persistence/library-recall';
import { CourseworkReader } from './persistence/coursework-reader';
import { LibraryReader } from './persistence/library-reader';
import { LibraryWriter } from './persistence/library-writer';
import { OpenDeadlines } from './persistence/open-deadlines';

/** What a student has. Needs a `DataSource` and `StudentMoodleAccess` from global modules. */
@Module({
  imports: [MoodleModule],
  controllers: [
    CoursesController,
    DeadlinesController,
    SearchController,
    FilesController,
    ChangesController,
    GradesController,
    AnnouncementsController,
    CalendarController,
    ItemsController,
  ],
  providers: [
    LibraryReader,
    LibraryWriter,
    LibraryRecall,
    LibraryKnowledge,
    AnalysisCache,
    ChangeReader,
    CourseworkReader,
    CorrectionStore,
    CorrectionLimiter,
    ThrottlerStorageService,
    OpenDeadlines,
  ],
  exports: [
    LibraryReader,
    LibraryWriter,
    LibraryRecall,
    LibraryKnowledge,
    AnalysisCache,
    CourseworkReader,
    OpenDeadlines,
  ],
})
export class LibraryModule {}
