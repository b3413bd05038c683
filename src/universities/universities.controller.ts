import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { University } from '../contract';
import { Public } from '../http';
import { SiteProbes } from './site-probes';

@ApiTags('universities')
@Controller('universities')
export class UniversitiesController {
  constructor(private readonly probes: SiteProbes) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'Where one can sign in, how, and whether one can right now' })
  list(): Promise<University[]> {
    return this.probes.list();
  }
}
