// The package as somebody gets it: packed, installed without development dependencies, run.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { pdf } from '../support/sample-files.ts'

const execute = promisify(execFile)
/** The Node that runs the tests comes first, as `node` and for `#!/usr/bin/env node`. */
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, NO_COLOR: '1' }

/** Licences of dependencies that may be passed on with an MIT work. */
const LICENCES = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'MIT-0',
  'Zlib',
  'BlueOak-1.0.0',
  // Fonts: may be passed on with software of any licence.
  'OFL-1.1',
])

/** Packages whose description is vague, and the licence whose text they bring. */
const BY_TEXT: Readonly<Record<string, string>> = { duck: 'BSD-2-Clause' }

/** One licence of `(A OR B)`, all of `(A AND B)`. */
function mayBePassedOn(expression: string): boolean {
  const choices = expression.replace(/[()]/gu, '').split(/ OR /u)
  return choices.some(choice => choice.split(/ AND /u).every(licence => LICENCES.has(licence.trim())))
}

interface Licensed {
  readonly name: string
  readonly license?: string
  /** As packages said it before 2014. */
  readonly licenses?: readonly { readonly type: string }[]
}

describe('the published package', () => {
  it('installs and runs without development dependencies', async () => {
    const folder = await temporaryFolder()
    const { stdout: packed } = await execute('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: ROOT,
      env,
    })
    const archive = join(folder, packed.trim().split('\n').at(-1) ?? '')
    const home = join(folder, 'home')
    await mkdir(home)
    await writeFile(join(home, 'package.json'), '{"name":"home","private":true,"type":"module"}')
    await execute('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', archive], {
      cwd: home,
      env,
    })
    const installed = await readdir(join(home, 'node_modules'))
    for (const name of ['typescript', 'vitest', 'esbuild', 'node', '@biomejs'])
      expect(installed).not.toContain(name)

    await writeFiles(home, {
      'corpus/a.md': '# A\n\nThe armistice was signed in Oslo.\n',
      'corpus/b.pdf': await pdf([[{ text: 'A treaty of many pages, in a PDF.' }]]),
    })
    const lede = (...args: string[]) => execute('npx', ['--no-install', 'lede', ...args], { cwd: home, env })
    expect((await lede('build', 'corpus', '--out', 'index')).stdout).toContain('2 documents, 2 passages')
    expect(JSON.parse((await lede('search', 'armistice', '--index', 'index', '--json')).stdout).total).toBe(1)

    const server = spawn(
      process.execPath,
      [join(home, 'node_modules/lede/dist/cli/main.js'), 'serve', '--index', 'index', '--port', '0'],
      { cwd: home, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    onTestFinished(() => void server.kill('SIGKILL'))
    const [line] = (await once(server.stdout, 'data')) as [Buffer]
    const url = /http:\S+/u.exec(String(line))?.[0] ?? ''
    const page = await (await fetch(url)).text()
    const script = /src="(\/assets\/client\.js[^"]*)"/u.exec(page)?.[1] ?? ''
    expect((await fetch(url + script)).status).toBe(200)
    await writeFile(
      join(home, 'ask.js'),
      `import { LedeClient } from 'lede/client'\nconsole.log((await new LedeClient('${url}').search({ q: 'oslo' })).total)\n`,
    )
    expect((await execute(process.execPath, ['ask.js'], { cwd: home })).stdout.trim()).toBe('1')

    const { stdout: tree } = await execute('npm', ['ls', '--all', '--parseable', '--omit=dev'], {
      cwd: home,
      env,
    })
    for (const path of tree.trim().split('\n').slice(1)) {
      const { name, license, licenses } = JSON.parse(
        await readFile(join(path, 'package.json'), 'utf8'),
      ) as Licensed
      const licence = BY_TEXT[name] ?? license ?? licenses?.[0]?.type ?? 'none'
      expect(mayBePassedOn(licence), `${name}: ${licence}`).toBe(true)
    }
  }, 240_000)

  it('is as it should be for whoever imports it', async () => {
    const { messages } = await publint({ pkgDir: ROOT, strict: true })
    expect(messages).toEqual([])
    const { stdout: bill } = await execute('npm', ['run', '-s', 'sbom'], { cwd: ROOT, env })
    const { bomFormat, components } = JSON.parse(bill) as {
      bomFormat: string
      components: { name: string }[]
    }
    expect(bomFormat).toBe('CycloneDX')
    expect(components.map(({ name }) => name)).toContain('hono')
  }, 120_000)

  it('completes commands, and has a manual page that names them all', async () => {
    const lede = async (...args: string[]): Promise<string> =>
      (await execute(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args])).stdout
    const help = await lede('--help')
    const commands = [...help.matchAll(/^ {2}([a-z]+)/gmu)]
      .map(([, name]) => name ?? '')
      .filter(name => name !== 'help')
    expect(commands.length).toBeGreaterThan(10)
    const manual = await lede('manual')
    for (const name of commands) expect(manual).toContain(`lede ${name}`)
    const script = await lede('completion', 'bash')
    const typed = `${script}\nCOMP_WORDS=(lede serve --wa); COMP_CWORD=2; _lede; echo "\${COMPREPLY[@]}"\nCOMP_WORDS=(lede ev); COMP_CWORD=1; _lede; echo "\${COMPREPLY[@]}"`
    expect((await execute('bash', ['-c', typed])).stdout).toBe('--watch\neval\n')
    expect(await lede('completion', 'zsh')).toContain('bashcompinit')
    expect(await lede('completion', 'fish')).toContain(
      'complete -c lede -f -n __fish_use_subcommand -a build',
    )
  })
})
