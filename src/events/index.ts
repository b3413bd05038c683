export { deliver } from './deliver';
export { EventBus, type BusEvent } from './event-bus';
export { EventsModule } from './events.module';
