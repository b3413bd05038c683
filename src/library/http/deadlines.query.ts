import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { PagingQuery } from './paging.query';

/** A day, or a moment with its zone. A `+` that was not escaped in the address arrives as a space. */
const MOMENT = /^[12]\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+ -]\d{2}:\d{2}))?$/;

export const toMoment = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && MOMENT.test(value) ? new Date(value.replace(' ', '+')) : value;

export class DeadlinesQuery extends PagingQuery {
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'first due date; now if absent' })
  @IsOptional()
  @Transform(toMoment)
  @IsDate()
  readonly from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'last due date' })
  @IsOptional()
  @Transform(toMoment)
  @IsDate()
  readonly to?: Date;
}
