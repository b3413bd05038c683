import { type DynamicModule, Global, Module } from '@nestjs/common';
import { UniversitiesController } from './universities.controller';
import { Universities } from './universities';

@Global()
@Module({})
export class UniversitiesModule {
  static forRoot(universities: Universities): DynamicModule {
    return {
      module: UniversitiesModule,
      controllers: [UniversitiesController],
      providers: [{ provide: Universities, useValue: universities }],
      exports: [Universities],
    };
  }
}
