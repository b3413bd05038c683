import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { PagingQuery } from './paging.query';

export class ChangesQuery extends PagingQuery {
  @ApiPropertyOptional({
    description:
      '`id` of a change: only what came after it, the oldest first; the newest come first if absent',
  })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  readonly after?: string;
}
