// Can the next file of tests start sooner? It finds the code compiled, as commands do.
import { keepCompiledCode } from '../../src/cli/compile-cache.ts'

keepCompiledCode()
