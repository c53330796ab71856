import { region } from './assembly/names.ts';

/** The SDK asks for credentials; the laptop's stores accept any, for they listen on 127.0.0.1 only. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What every SDK client on the laptop is made with. */
export function localSdk(endpoint: string) {
  return { endpoint, region, credentials: localCredentials };
}
