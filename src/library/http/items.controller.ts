import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ItemClassification } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { CorrectionStore } from '../persistence/correction-store';
import { CorrectionBody } from './correction.body';
import { CorrectionLimiter } from './correction-limiter';
import { LibraryIdPipe } from './library-id.pipe';

@ApiTags('library')
@Controller('items')
export class ItemsController {
  constructor(
    private readonly corrections: CorrectionStore,
    private readonly limiter: CorrectionLimiter,
  ) {}

  @Put(':id/category')
  @ApiOperation({
    summary: 'moves an item to another category, for this student; for the course when enough say the same',
  })
  async correct(
    @CurrentStudent() { studentId }: Principal,
    @Param('id', LibraryIdPipe) id: string,
    @Body() { category }: CorrectionBody,
  ): Promise<ItemClassification> {
    await this.limiter.take(studentId);
    return this.corrections.correct(studentId, id, category);
  }

  @Delete(':id/category')
  @ApiOperation({ summary: 'takes back what this student said that an item is' })
  async undo(
    @CurrentStudent() { studentId }: Principal,
    @Param('id', LibraryIdPipe) id: string,
  ): Promise<ItemClassification> {
    await this.limiter.take(studentId);
    return this.corrections.undo(studentId, id);
  }
}
