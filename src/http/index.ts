export { CurrentStudent, Public, PUBLIC_ROUTE, type AuthenticatedRequest, type Principal } from './principal';
export { isForeignOrigin } from './origin';
