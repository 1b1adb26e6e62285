import type { Tx } from '../../../../platform/db/tx.ts'

/** Opens a view of its own for each stretch, so that a slow download holds no connection. */
export type ReadRows = <T>(use: (tx: Tx) => Promise<T>) => Promise<T>
