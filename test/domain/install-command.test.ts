// An optional package is of use only where Lede looks for it: the command that is printed puts it there.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { installCommand, installCommandAt } from '../../src/domain/install-command.ts'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const PACKAGES = ['tesseract.js-core', '@tesseract.js-data/eng']

it('names the prefix of npm where Lede was installed for all', () => {
  const command = installCommandAt('/opt/tools/lib/node_modules/lede', PACKAGES)
  expect(command).toBe('npm install -g --prefix /opt/tools tesseract.js-core @tesseract.js-data/eng')
})

it('names the project that Lede is a package of, also one that is called lib', async () => {
  const project = join(await temporaryFolder(), 'lib')
  await writeFiles(project, { 'package.json': '{}' })
  const command = installCommandAt(join(project, 'node_modules/lede'), ['x'])
  expect(command).toBe(`npm install --prefix ${project} x`)
})

it('names the repository, as a shell reads its path', () => {
  expect(installCommand('x')).toBe(`npm install --no-save --prefix ${ROOT.replace(/\/$/u, '')} x`)
  expect(installCommandAt("/home/ann/it's mine/", ['x'])).toBe(
    "npm install --no-save --prefix '/home/ann/it'\\''s mine' x",
  )
})
