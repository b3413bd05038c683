export { connectDedicated, createDataSource, createPool, DatabaseUrl } from './connections';
export { EmbeddedPostgresError, startEmbeddedPostgres } from './embedded';
export { DatabaseModule } from './database.module';
export { SchemaPreparer, type SchemaReport } from './schema-preparer';
