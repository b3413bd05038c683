import { Injectable } from '@nestjs/common';
import { filter, Observable, Subject } from 'rxjs';

/** What travels on the bus: a plain fact with a name. */
export interface BusEvent {
  readonly type: string;
}

/** The house's one RxJS bus. Two verbs: say what happened, and listen to what you care about. */
@Injectable()
export class EventBus {
  private readonly events = new Subject<BusEvent>();

  publish(event: BusEvent): void {
    this.events.next(event);
  }

  on<T extends BusEvent>(guard: (event: BusEvent) => event is T): Observable<T> {
    return this.events.pipe(filter(guard));
  }
}
