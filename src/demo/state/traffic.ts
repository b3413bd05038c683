export interface RecordedRequest {
  /** Milliseconds since the epoch, by the university's clock. */
  at: number;
  method: string;
  /** Without the query: no token, no password. */
  path: string;
  /** The web-service functions it called: one, or the batch and all its parts. */
  functions: readonly string[];
  username: string | null;
  /** Bytes of the answer's body; 0 while it is under way. */
  bytes: number;
  /** 0 while it is under way, or when the connection was cut. */
  status: number;
  ms: number;
}

type Writable = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] } & { functions: string[] };

const KEPT = 5000;

/** The last requests, and how many were being answered at once. */
export class Traffic {
  readonly #requests: Writable[] = [];
  #inFlight = 0;
  #maxInFlight = 0;

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get maxInFlight(): number {
    return this.#maxInFlight;
  }

  begin(at: number, method: string, path: string): OpenRecord {
    const record: Writable = { at, method, path, functions: [], username: null, bytes: 0, status: 0, ms: 0 };
    this.#requests.push(record);
    if (this.#requests.length > KEPT) this.#requests.splice(0, this.#requests.length - KEPT);
    this.#inFlight++;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
    return new OpenRecord(record, () => this.#inFlight--);
  }

  forget(): void {
    this.#requests.length = 0;
    this.#maxInFlight = this.#inFlight;
  }
}

export class OpenRecord {
  readonly #began = performance.now();
  #open = true;

  constructor(
    readonly record: Writable,
    readonly onEnd: () => void,
  ) {}

  end(status: number, bytes: number): void {
    if (!this.#open) return;
    this.#open = false;
    Object.assign(this.record, { status, bytes, ms: performance.now() - this.#began });
    this.onEnd();
  }
}
