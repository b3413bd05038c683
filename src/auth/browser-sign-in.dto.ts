import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import {
  type BrowserSignInRequest,
  type FinishBrowserSignInRequest,
  RETURN_SCHEMES,
  type ReturnScheme,
} from '../contract';

export class BrowserSignInDto implements BrowserSignInRequest {
  @ApiProperty({ example: 'demo' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  universityId!: string;

  @ApiProperty({ required: false, enum: RETURN_SCHEMES })
  @IsOptional()
  @IsIn(RETURN_SCHEMES)
  scheme?: ReturnScheme;

  /** Only for clients that keep it themselves: several sign-ins under way may share one. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  secret?: string;
}

export class FinishBrowserSignInDto implements FinishBrowserSignInRequest {
  @ApiProperty({ example: 'web+spike://token=…' })
  @IsString()
  @MinLength(1)
  @MaxLength(4000)
  address!: string;

  /** Only for clients that keep it themselves; browsers send their cookie. */
  @ApiProperty({ required: false })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  secret?: string;
}
