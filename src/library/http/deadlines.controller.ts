import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Deadline, Page } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { LibraryReader } from '../persistence/library-reader';
import { DeadlinesQuery } from './deadlines.query';

@ApiTags('library')
@Controller('deadlines')
export class DeadlinesController {
  constructor(private readonly library: LibraryReader) {}

  @Get()
  list(@CurrentStudent() { studentId }: Principal, @Query() query: DeadlinesQuery): Promise<Page<Deadline>> {
    const now = new Date();
    return this.library.listDeadlines(studentId, { ...query, from: query.from ?? now }, now);
  }
}
