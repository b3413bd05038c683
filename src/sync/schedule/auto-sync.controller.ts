import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import type { AutoSyncReply, AutoSyncRequest } from '../../contract';
import { CurrentStudent, type Principal } from '../../http';
import { AutoSyncService } from './auto-sync.service';

class AutoSyncDto implements AutoSyncRequest {
  @ApiProperty({ example: true })
  @IsBoolean()
  enabled!: boolean;
}

@ApiTags('sync')
@ApiBearerAuth()
@Controller('me/auto-sync')
export class AutoSyncController {
  constructor(private readonly autoSync: AutoSyncService) {}

  @Get()
  @ApiOperation({ summary: 'Whether Spike syncs by itself between sign-ins, when next, or why not' })
  get(@CurrentStudent() student: Principal): Promise<AutoSyncReply> {
    return this.autoSync.get(student);
  }

  @Put()
  @ApiOperation({ summary: 'Switch it on or off' })
  choose(@CurrentStudent() student: Principal, @Body() { enabled }: AutoSyncDto): Promise<AutoSyncReply> {
    return this.autoSync.choose(student, enabled);
  }
}
