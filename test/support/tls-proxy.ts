// A door with a lock before a cluster: TLS with a certificate of its own, and basic authentication.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TlsProxy {
  readonly url: string
  /** File with the certificate that has to be trusted. */
  readonly certificate: string
  close(): void
}

/** Passes on what comes with these credentials, and refuses the rest. */
export async function startTlsProxy(target: string, name: string, password: string): Promise<TlsProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'lede-tls-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' }) // biome-ignore format: one command
  const wanted = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  const server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (incoming, outgoing) => {
      const { authorization, ...headers } = incoming.headers
      if (authorization !== wanted) {
        outgoing.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"Unauthorized"}')
        return
      }
      const passed = request(
        new URL(incoming.url ?? '/', target),
        { method: incoming.method, headers },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        },
      )
      passed.on('error', () => outgoing.destroy())
      incoming.pipe(passed)
    },
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    close: () => server.close(),
  }
}
