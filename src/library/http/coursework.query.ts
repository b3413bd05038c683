import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { LIBRARY_ID } from '../paging/keys';
import { PagingQuery } from './paging.query';

export class CourseworkQuery extends PagingQuery {
  @ApiPropertyOptional({ description: '`id` of one course; all if absent' })
  @IsOptional()
  @Matches(LIBRARY_ID)
  readonly course?: string;
}
