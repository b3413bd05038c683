import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Length, Matches } from 'class-validator';
import { PagingQuery } from './paging.query';

export class SearchQuery extends PagingQuery {
  @ApiProperty({ minLength: 1, maxLength: 100, description: 'part of a name' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Length(1, 100)
  @Matches(/^[^\0]*$/)
  readonly q!: string;
}
