export { currentIds, type LogIds, withIds, withoutIds } from './log-context';
