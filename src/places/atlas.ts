// Where in the world do things of these names lie? Asked of lists of cities and shapes of countries, by a thread that ends with its answer.
import { Worker } from 'node:worker_threads'

/** Degrees: longitude, latitude. */
export type Position = readonly [number, number]

/** A city that bears a name. */
export interface City {
  /** ISO 3166-1, two letters. */
  readonly country: string
  /** First-level division, as GeoNames codes it; of the United States the state's two letters. */
  readonly region: string
  readonly inhabitants: number
  readonly at: Position
}

export interface Atlas {
  /** The cities of each name that was asked for, folded; the largest first. */
  readonly cities: ReadonlyMap<string, readonly City[]>
  /** Capitals and middles of countries, by code. */
  readonly capitals: ReadonlyMap<string, City>
  readonly countries: ReadonlyMap<string, Position>
}

/** @param names folded */
export function askAtlas(names: ReadonlySet<string>): Promise<Atlas> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: names })
    worker.on('message', resolve)
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`The thread of the atlas ended with status ${code}.`)))
  })
}

/** The thread's file beside this one, as TypeScript or compiled. */
const WORKER = new URL(`./atlas-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
