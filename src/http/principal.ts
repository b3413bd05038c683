import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '../errors';

/** Who is asking: the student and the session, as the access token says. */
export interface Principal {
  readonly studentId: string;
  readonly sessionId: string;
  readonly universityId: string;
  /** Unix milliseconds at which the access token expires. */
  readonly expiresAt: number;
}

/** A request that has passed the session guard. */
export interface AuthenticatedRequest extends Request {
  principal?: Principal;
}

/** Injects the `Principal` into a controller method; the session guard has put it there. */
export const CurrentStudent = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new AppError('auth.session-required');
  return principal;
});

export const PUBLIC_ROUTE = 'spike:public-route';

/** Marks a controller or a method as open to everybody; all others ask for a session. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(PUBLIC_ROUTE, true);
