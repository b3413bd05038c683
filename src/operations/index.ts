export { CleanUp } from './clean-up';
export { httpLog } from './http-log';
export { OperationsModule } from './operations.module';
export { createPino, PinoLogger } from './pino-logger';
