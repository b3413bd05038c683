import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { CourseworkQuery } from './coursework.query';
import { toMoment } from './deadlines.query';

export class CalendarQuery extends CourseworkQuery {
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: 'what is over before this is left out; now if absent',
  })
  @IsOptional()
  @Transform(toMoment)
  @IsDate()
  readonly from?: Date;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: 'what begins after this is left out',
  })
  @IsOptional()
  @Transform(toMoment)
  @IsDate()
  readonly to?: Date;
}
