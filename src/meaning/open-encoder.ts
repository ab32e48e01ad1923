// Here is the name of an encoder, open it: a model in a folder, or a service at an address.
import { AddressEncoder, modelAtAddress } from './address-encoder.ts'
import { type Encoder, type EncoderModel, type EncoderOptions, isAddress } from './encoder.ts'
import { FolderEncoder } from './folder-encoder.ts'
import { readModelFolder } from './model-folder.ts'

/**
 * Opens what a person named: the address of a service, or a folder.
 * @throws {EncoderError} where it cannot be used; the message says what to do
 */
export function openEncoder(place: string, options: EncoderOptions = {}): Promise<Encoder> {
  return isAddress(place)
    ? AddressEncoder.open(place, options)
    : FolderEncoder.open(place, options.threads ?? 1)
}

/**
 * Which model is at a place? Nothing is run for it: a folder is read, a service is asked for its name where the place does not say it.
 * @throws {EncoderError} as `openEncoder`
 */
export function modelAt(
  place: string,
  options: EncoderOptions = {},
): Promise<Pick<EncoderModel, 'name' | 'sha256'>> {
  return isAddress(place) ? modelAtAddress(place, options) : readModelFolder(place)
}
