import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { LoginRequest } from '../contract';

export class LoginDto implements LoginRequest {
  @ApiProperty({ example: 'demo' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  universityId!: string;

  @ApiProperty({ example: 'noa' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  username!: string;

  @ApiProperty({ example: 'demo1234' })
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  password!: string;
}

export class RefreshDto {
  /** Only for clients that keep the token themselves; browsers send their cookie. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  refreshToken?: string;
}
