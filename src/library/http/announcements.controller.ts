import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Announcement, Page } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { CourseworkReader } from '../persistence/coursework-reader';
import { CourseworkQuery } from './coursework.query';

@ApiTags('library')
@Controller('announcements')
export class AnnouncementsController {
  constructor(private readonly coursework: CourseworkReader) {}

  @Get()
  list(
    @CurrentStudent() { studentId }: Principal,
    @Query() { course, ...page }: CourseworkQuery,
  ): Promise<Page<Announcement>> {
    return this.coursework.listAnnouncements(studentId, { ...page, courseId: course });
  }
}
