import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CalendarEvent, Page } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { CourseworkReader } from '../persistence/coursework-reader';
import { CalendarQuery } from './calendar.query';

@ApiTags('library')
@Controller('calendar')
export class CalendarController {
  constructor(private readonly coursework: CourseworkReader) {}

  @Get()
  list(
    @CurrentStudent() { studentId }: Principal,
    @Query() { course, from = new Date(), ...page }: CalendarQuery,
  ): Promise<Page<CalendarEvent>> {
    return this.coursework.listEvents(studentId, { ...page, from, courseId: course });
  }
}
