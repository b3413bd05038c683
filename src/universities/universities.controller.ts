import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { University } from '../contract';
import { Public } from '../http';
import { Universities } from './universities';

@ApiTags('universities')
@Controller('universities')
export class UniversitiesController {
  constructor(private readonly universities: Universities) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'Where one can sign in, and how' })
  list(): University[] {
    return this.universities.list();
  }
}
