export { AppError, toAppError, type AppErrorOptions } from './app-error';
export { withRetry, type RetryOptions } from './with-retry';
