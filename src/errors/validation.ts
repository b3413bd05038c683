import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { AppError } from './app-error';

type Field = { field: string; rules: string[] };

function fieldsOf(error: ValidationError, path = ''): Field[] {
  const field = path === '' ? error.property : `${path}.${error.property}`;
  const own = error.constraints ? [{ field, rules: Object.values(error.constraints) }] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, field))];
}

/** Checks what comes in against its DTO; the answer names fields and rules, never the values. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new AppError('request.invalid', { fields: errors.flatMap((error) => fieldsOf(error)) }),
  });
