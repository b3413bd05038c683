import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseUrl } from './connections';
import { SchemaPreparer } from './schema-preparer';
import { SchemaStatus } from './schema-status';

class DataSourceCloser implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Gives every room the one connected DataSource. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(dataSource: DataSource, url: DatabaseUrl): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: DatabaseUrl, useValue: url },
        { provide: SchemaPreparer, useValue: new SchemaPreparer(dataSource, url) },
        { provide: SchemaStatus, useValue: new SchemaStatus(dataSource) },
        { provide: DataSourceCloser, useValue: new DataSourceCloser(dataSource) },
      ],
      exports: [DataSource, DatabaseUrl, SchemaPreparer, SchemaStatus],
    };
  }
}
