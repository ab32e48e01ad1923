// What can go wrong that a caller may want to tell apart? One class for each kind.
// Every message is a sentence that names the place and says what to do.

abstract class LedeError extends Error {
  override get name(): string {
    return this.constructor.name
  }
}

/** The source folder cannot be used at all: missing, not a folder, nothing readable in it. */
export class CorpusError extends LedeError {}

/** A configuration or corrections file is wrong; `problems` has one entry for each line at fault. */
export class ConfigError extends LedeError {
  readonly problems: readonly string[]
  constructor(message: string, problems: readonly string[] = []) {
    super([message, ...problems].join('\n  '))
    this.problems = problems
  }
}

export type BundleErrorCode =
  | 'missing'
  | 'damaged'
  | 'unsupported-version'
  | 'locked'
  | 'not-a-bundle'
  | 'too-large'
  | 'unwritable'
  | 'elsewhere'

/** The bundle on disk is missing, damaged, foreign, or in use by another build. */
export class BundleError extends LedeError {
  readonly code: BundleErrorCode
  constructor(code: BundleErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export interface ParameterProblem {
  readonly parameter: string
  readonly message: string
}

/** A request asks for something that cannot be answered as put. */
export class RequestError extends LedeError {
  readonly errors: readonly ParameterProblem[]
  constructor(errors: readonly ParameterProblem[]) {
    super(errors.map(error => `${error.parameter}: ${error.message}`).join('; '))
    this.errors = errors
  }
}

/** The thing named in a request is not in the bundle. */
export class NotFoundError extends LedeError {}

/** A port that cannot be listened on, with what to do. */
export class ListenError extends LedeError {}

export type ClusterErrorCode =
  /** No node answers, or not in time. */
  | 'unreachable'
  /** The cluster wants other credentials, or does not trust these. */
  | 'refused'
  /** It has more to do than it can take. */
  | 'busy'
  /** Nothing was built into it under this name. */
  | 'missing'
  /** What is in it was made by another version, or it is another version itself. */
  | 'unsupported-version'
  /** It says that something cannot be done. */
  | 'failed'

/** An OpenSearch cluster cannot do what was asked of it. */
export class ClusterError extends LedeError {
  readonly code: ClusterErrorCode
  constructor(code: ClusterErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export type EncoderErrorCode =
  /** A file, or the package that runs models, is not there. */
  | 'missing'
  /** The address does not answer, or not in time. */
  | 'unreachable'
  /** It wants another key, or does not know the model. */
  | 'refused'
  /** It is not the model that the index was made with. */
  | 'other-model'
  /** It ran, and gave no vectors. */
  | 'failed'
  /** More texts wait for it than it can encode in time. */
  | 'busy'

/** The model that tells which texts mean the same cannot be used. */
export class EncoderError extends LedeError {
  readonly code: EncoderErrorCode
  constructor(code: EncoderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
