import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ChangesReply } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { ChangeReader } from '../persistence/change-reader';
import { ChangesQuery } from './changes.query';

@ApiTags('library')
@Controller('changes')
export class ChangesController {
  constructor(private readonly changes: ChangeReader) {}

  @Get()
  list(@CurrentStudent() { studentId }: Principal, @Query() query: ChangesQuery): Promise<ChangesReply> {
    return this.changes.list(studentId, query);
  }
}
