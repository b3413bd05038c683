import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page, SearchHit } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { LibraryReader } from '../persistence/library-reader';
import { SearchQuery } from './search.query';

@ApiTags('library')
@Controller('search')
export class SearchController {
  constructor(private readonly library: LibraryReader) {}

  @Get()
  search(@CurrentStudent() { studentId }: Principal, @Query() query: SearchQuery): Promise<Page<SearchHit>> {
    return this.library.search(studentId, query.q, query);
  }
}
