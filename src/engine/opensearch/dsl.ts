// What is a query to the cluster? JSON of its query DSL, made node by node.

export type Dsl = Readonly<Record<string, unknown>>
