import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { CATEGORIES, type Category, type CorrectionRequest } from '../../contract';

const NAMES = Object.keys(CATEGORIES);

export class CorrectionBody implements CorrectionRequest {
  @ApiProperty({ enum: NAMES, example: 'recitation' })
  @IsIn(NAMES)
  readonly category!: Category;
}
