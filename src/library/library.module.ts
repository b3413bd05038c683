import { Module } from '@nestjs/common';
import { MoodleModule } from '../moodle';
import { AnnouncementsController } from './http/announcements.controller';
import { CalendarController } from './http/calendar.controller';
import { CoursesController } from './http/courses.controller';
import { DeadlinesController } from './http/deadlines.controller';
import { FilesController } from './http/files.controller';
import { GradesController } from './http/grades.controller';
import { SearchController } from './http/search.controller';
import { CourseworkReader } from './persistence/coursework-reader';
import { LibraryReader } from './persistence/library-reader';
import { LibraryWriter } from './persistence/library-writer';

/** What a student has. Needs a `DataSource` and `StudentMoodleAccess` from global modules. */
@Module({
  imports: [MoodleModule],
  controllers: [
    CoursesController,
    DeadlinesController,
    SearchController,
    FilesController,
    GradesController,
    AnnouncementsController,
    CalendarController,
  ],
  providers: [LibraryReader, LibraryWriter, CourseworkReader],
  exports: [LibraryReader, LibraryWriter, CourseworkReader],
})
export class LibraryModule {}
