// The library of property tests, with a fixed seed: each change is judged by the cases of the one before. LEDE_SEED is another seed, or `random`.
import fc from 'fast-check'

const seed = process.env['LEDE_SEED'] ?? '1'
if (seed !== 'random' && !/^-?\d+$/u.test(seed))
  throw new Error(`LEDE_SEED is ${JSON.stringify(seed)}: give it a whole number, or random`)
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) })

export default fc
