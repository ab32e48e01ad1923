// What we use of Citation.js, which brings no types.
declare module '@citation-js/core' {
  export const plugins: {
    readonly config: {
      get(plugin: '@bibtex'): { format: { useIdAsLabel: boolean } }
      get(plugin: '@csl'): { styles: { add(name: string, style: string): void } }
    }
    readonly output: { format(name: string, items: readonly object[], options?: object): string }
  }
}
declare module '@citation-js/plugin-bibtex'
declare module '@citation-js/plugin-ris'
declare module '@citation-js/plugin-csl'
