import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../errors';

/** Nothing a client has to say is nested deeper; what reads the body next goes down by recursion. */
const MAX_DEPTH = 32;

const deeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => deeperThan(levels - 1, inner)));

/** A page of another site can send a form or plain text without asking first, and never JSON. */
function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const empty = request.headers['content-length'] === '0';
  const other = !empty && request.is('json') === false;
  next(other ? new AppError('request.unsupported-media-type') : undefined);
}

function refuseDeepNesting(request: Request, _response: Response, next: NextFunction): void {
  next(deeperThan(MAX_DEPTH, request.body) ? new AppError('request.invalid') : undefined);
}

/** Bodies are JSON of at most `limit`, and nothing else: what is not is refused before anybody reads it. */
export const jsonBody = (limit: string): RequestHandler[] => [
  refuseOtherTypes,
  express.json({ limit }),
  refuseDeepNesting,
];
