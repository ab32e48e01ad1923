// What can be called, and how? The OpenAPI 3.1 document, generated from the schemas that validate.
import { z } from 'zod'
import { EXAMPLES, type Example } from './examples.ts'
import type { Route } from './route.ts'
import { problemDetails } from './schemas.ts'

type Json = Record<string, unknown>

export function openApiDocument(routes: readonly Route[], version: string): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, schemas) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lede',
      version,
      description:
        'Passage search and discovery. Offsets are UTF-16 code units, end exclusive; dates are ISO 8601.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    // Keys are asked for only where the service has a file of them.
    security: [{}, { readerKey: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        readerKey: { type: 'http', scheme: 'bearer', description: 'A key of `lede keys make`' },
        adminKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'The key in LEDE_ADMIN_KEY, or one for admins',
        },
      },
    },
  }
}

function operation(route: Route, schemas: Json): Json {
  const example = EXAMPLES[`${route.method} ${route.path}`] ?? {}
  const parameters = [
    ...pathParameters(route.path, example),
    ...(route.method === 'get' ? queryParameters(route, example) : []),
  ]
  const hasBody =
    route.consumes !== undefined ||
    (route.method === 'post' && Object.keys(route.parameters.shape).length > 0)
  const body =
    route.consumes === undefined
      ? {
          required: false,
          content: { 'application/json': { schema: bodySchema(route), example: example.parameters ?? {} } },
        }
      : { required: true, content: { [route.consumes]: { schema: FILES_SCHEMA } } }
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody ? { requestBody: body } : {}),
    ...(route.admin === true ? { security: [{ adminKey: [] }] } : {}),
    responses: {
      200: {
        description: 'The answer',
        content: Object.fromEntries(
          (route.produces ?? ['application/json']).map(type => [
            type,
            { schema: responseSchema(route.response, schemas) },
          ]),
        ),
      },
      '4XX': problemResponse('What was asked cannot be answered as put', schemas),
      default: problemResponse('The service cannot answer now', schemas),
    },
  }
}

function problemResponse(description: string, schemas: Json): Json {
  const schema = responseSchema(problemDetails, schemas)
  return { description, content: { 'application/problem+json': { schema } } }
}

function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/(?:v1\/)?/u, '')
    .replaceAll(/[{}.]/gu, '')
    .split(/[/-]/u)
  return [method, ...words]
    .map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`))
    .join('')
}

function pathParameters(path: string, { id }: Example): Json[] {
  return [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: path.startsWith('/v1/facets/')
      ? 'name of the facet, such as place or meta.region'
      : 'id, as other answers give it',
    schema: { type: 'string' },
    example: id,
  }))
}

/** What may be given. Of values that are transformed Zod tells neither what is taken unless given nor the range of a number. */
function inputSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type === 'default' && typeof def.defaultValue !== 'object')
        jsonSchema.default = def.defaultValue
      if (def.type !== 'pipe' || def.out._zod.def.type !== 'number') return
      const { type, minimum, maximum } = z.toJSONSchema(def.out)
      for (const choice of jsonSchema.anyOf ?? [])
        if (choice.type === 'number') Object.assign(choice, { type, minimum, maximum })
    },
  })
}

function queryParameters(route: Route, { parameters = {} }: Example): Json[] {
  const { properties = {} } = inputSchema(route.parameters)
  const named = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
    ...(Object.hasOwn(parameters, name) ? { example: parameters[name] } : {}),
  }))
  return route.metadata === true ? [...named, METADATA_PARAMETER] : named
}

const FILES_SCHEMA: Json = {
  type: 'object',
  properties: {
    files: {
      description: 'documents, in any format that Lede reads',
      type: 'array',
      items: { type: 'string', contentMediaType: 'application/octet-stream' },
    },
  },
  required: ['files'],
}

const METADATA_NAME = '^(meta|anyMeta|notMeta)\\..+$'

/** Exploded form style: each property of the object is a parameter of its own. */
const METADATA_PARAMETER: Json = {
  name: 'meta',
  in: 'query',
  required: false,
  description:
    'Document metadata, such as meta.region=Asia, repeatable: of meta.<key> all must hold, of anyMeta.<key> one, of notMeta.<key> none. Values may be ranges: meta.pages=10..50',
  style: 'form',
  explode: true,
  schema: {
    type: 'object',
    patternProperties: { [METADATA_NAME]: { type: 'string' } },
    additionalProperties: false,
  },
}

function bodySchema(route: Route): Json {
  const { $schema: _dialect, ...schema } = inputSchema(route.parameters) as Json
  const text = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }
  return route.metadata === true ? { ...schema, patternProperties: { [METADATA_NAME]: text } } : schema
}

/** Schemas with an id go to `components` once; the rest refers to them. */
function responseSchema(schema: z.ZodType, schemas: Json): Json {
  const {
    $schema: _dialect,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, { io: 'output' }) as Json & { $defs?: Json }
  const rewritten = JSON.parse(
    JSON.stringify({ json, $defs }).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as { json: Json; $defs: Json }
  for (const [name, definition] of Object.entries(rewritten.$defs)) schemas[name] = definition
  return rewritten.json
}
