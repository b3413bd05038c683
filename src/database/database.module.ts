import { type DynamicModule, Global, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseUrl } from './connections';
import { DatabasePulse } from './database-pulse';
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
    const logger = new Logger(SchemaPreparer.name);
    const schema = new SchemaPreparer(dataSource, url, (news) => logger.warn(news));
    return {
      module: DatabaseModule,
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: DatabaseUrl, useValue: url },
        { provide: SchemaPreparer, useValue: schema },
        { provide: SchemaStatus, useValue: new SchemaStatus(dataSource) },
        { provide: DatabasePulse, useValue: new DatabasePulse(url) },
        { provide: DataSourceCloser, useValue: new DataSourceCloser(dataSource) },
      ],
      exports: [DataSource, DatabaseUrl, SchemaPreparer, SchemaStatus],
    };
  }
}
