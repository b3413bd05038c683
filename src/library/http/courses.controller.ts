import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CourseDetails, CourseSummary, Page } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { LibraryReader } from '../persistence/library-reader';
import { PagingQuery } from './paging.query';

@ApiTags('library')
@Controller('courses')
export class CoursesController {
  constructor(private readonly library: LibraryReader) {}

  @Get()
  list(
    @CurrentStudent() { studentId }: Principal,
    @Query() query: PagingQuery,
  ): Promise<Page<CourseSummary>> {
    return this.library.listCourses(studentId, query);
  }

  @Get(':id')
  get(@CurrentStudent() { studentId }: Principal, @Param('id') id: string): Promise<CourseDetails> {
    return this.library.getCourse(studentId, id, new Date());
  }
}
