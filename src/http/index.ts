export { CurrentStudent, Public, PUBLIC_ROUTE, type AuthenticatedRequest, type Principal } from './principal';
export { jsonBody } from './json-body';
export { isForeignOrigin } from './origin';
