export { connectDedicated, createDataSource, createPool, DatabaseUrl } from './connections';
export { EmbeddedPostgresError, findRunningPostgres, startEmbeddedPostgres } from './embedded';
export { DatabaseModule } from './database.module';
export { SchemaPreparer, type SchemaReport } from './schema-preparer';
export { type SchemaState, SchemaStatus } from './schema-status';
