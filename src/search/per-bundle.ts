// Is this made already for this bundle? What is derived from a bundle is made once, and goes when the bundle goes.
import type { Bundle } from '../bundle/open-bundle.ts'

export function perBundle<T extends object>(create: (bundle: Bundle) => T): (bundle: Bundle) => T {
  const made = new WeakMap<Bundle, T>()
  return bundle => {
    const known = made.get(bundle) ?? create(bundle)
    made.set(bundle, known)
    return known
  }
}
