export { CleanUp } from './clean-up';
export { Doctor } from './doctor/doctor';
export { type Finding, TOPICS } from './doctor/finding';
export { FAULTS } from './health/faults';
export { httpLog } from './http-log';
export { OperationsModule } from './operations.module';
export { faultOf } from './persistence/database-probe';
export { type RowsByTable, StudentEraser } from './persistence/student-eraser';
export { createPino, PinoLogger } from './pino-logger';
