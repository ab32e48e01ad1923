// Here is the name of an encoder, open it: a model in a folder, or a service at an address.
import { AddressEncoder } from './address-encoder.ts'
import { type Encoder, type EncoderOptions, isAddress } from './encoder.ts'
import { FolderEncoder } from './folder-encoder.ts'

/**
 * Opens what a person named: the address of a service, or a folder.
 * @throws {EncoderError} where it cannot be used; the message says what to do
 */
export function openEncoder(place: string, options: EncoderOptions = {}): Promise<Encoder> {
  return isAddress(place)
    ? AddressEncoder.open(place, options)
    : FolderEncoder.open(place, options.threads ?? 1)
}
