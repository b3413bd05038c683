import { Module } from '@nestjs/common';
import { MoodleModule } from '../moodle';
import { ChangesController } from './http/changes.controller';
import { CoursesController } from './http/courses.controller';
import { DeadlinesController } from './http/deadlines.controller';
import { FilesController } from './http/files.controller';
import { SearchController } from './http/search.controller';
import { AnalysisCache } from './persistence/analysis-cache';
import { ChangeReader } from './persistence/change-reader';
import { LibraryRecall } from './persistence/library-recall';
import { LibraryReader } from './persistence/library-reader';
import { LibraryWriter } from './persistence/library-writer';

/** What a student has. Needs a `DataSource` and `StudentMoodleAccess` from global modules. */
@Module({
  imports: [MoodleModule],
  controllers: [CoursesController, DeadlinesController, SearchController, FilesController, ChangesController],
  providers: [LibraryReader, LibraryWriter, LibraryRecall, AnalysisCache, ChangeReader],
  exports: [LibraryReader, LibraryWriter, LibraryRecall, AnalysisCache],
})
export class LibraryModule {}
