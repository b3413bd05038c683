export * from './categories';
export * from './errors';
export * from './events';
export * from './job';
export * from './rest';
export * from './socket';
export * from './stages';
export * from './text';
