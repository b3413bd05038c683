import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MoodleModule } from '../moodle';
import { SiteProbes } from './site-probes';
import { UniversitiesController } from './universities.controller';
import { Universities } from './universities';

@Global()
@Module({})
export class UniversitiesModule {
  static forRoot(universities: Universities): DynamicModule {
    return {
      module: UniversitiesModule,
      imports: [MoodleModule],
      controllers: [UniversitiesController],
      providers: [{ provide: Universities, useValue: universities }, SiteProbes],
      exports: [Universities, SiteProbes],
    };
  }
}
