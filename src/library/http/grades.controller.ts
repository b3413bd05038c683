import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Grade, Page } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { CourseworkReader } from '../persistence/coursework-reader';
import { CourseworkQuery } from './coursework.query';

@ApiTags('library')
@Controller('grades')
export class GradesController {
  constructor(private readonly coursework: CourseworkReader) {}

  @Get()
  list(
    @CurrentStudent() { studentId }: Principal,
    @Query() { course, ...page }: CourseworkQuery,
  ): Promise<Page<Grade>> {
    return this.coursework.listGrades(studentId, { ...page, courseId: course });
  }
}
