import { Module } from '@nestjs/common';
import { MoodleModule } from '../moodle';
import { CoursesController } from './http/courses.controller';
import { DeadlinesController } from './http/deadlines.controller';
import { FilesController } from './http/files.controller';
import { SearchController } from './http/search.controller';
import { LibraryReader } from './persistence/library-reader';
import { LibraryWriter } from './persistence/library-writer';

/** What a student has. Needs a `DataSource` and `StudentMoodleAccess` from global modules. */
@Module({
  imports: [MoodleModule],
  controllers: [CoursesController, DeadlinesController, SearchController, FilesController],
  providers: [LibraryReader, LibraryWriter],
  exports: [LibraryReader, LibraryWriter],
})
export class LibraryModule {}
