/**
 * How the events of runs are made known to other nodes: by `NOTIFY` in their own transaction, or by whoever reads `recorded$`. What is
 * rare and must not be missed (a job's creation, a cancellation) is always told in its transaction.
 */
export class Announcing {
  constructor(readonly inTransaction: boolean) {}
}
