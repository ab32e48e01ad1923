import { openPacked } from '../../src/engine/packed/open.ts'
import { buildPacked, joinFiles } from '../../src/engine/packed/write.ts'
import { describeEngine } from './conformance.ts'

describeEngine('packed', async source => openPacked(joinFiles(buildPacked(source))))
