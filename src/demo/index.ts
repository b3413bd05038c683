export { startDemoUniversity } from './university';
export type { DemoOptions, DemoStudentInfo, DemoUniversity } from './university';
export { DemoControl } from './state/control';
export type { StudentRecipe } from './state/control';
export type { Fault, FaultEffect, FaultMatch, Hold } from './state/faults';
export type { SiteState } from './state/site';
export type { RecordedRequest } from './state/traffic';
export type * from './model';
export * from './data/recipes';
