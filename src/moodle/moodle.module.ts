import { type DynamicModule, Module } from '@nestjs/common';
import { MOODLE_OPTIONS, type MoodleOptions } from './moodle.options';
import { MoodleService } from './moodle.service';

@Module({ providers: [MoodleService], exports: [MoodleService] })
export class MoodleModule {
  /** The same room with other limits. */
  static with(options: Partial<MoodleOptions>): DynamicModule {
    return { module: MoodleModule, providers: [{ provide: MOODLE_OPTIONS, useValue: options }] };
  }
}
