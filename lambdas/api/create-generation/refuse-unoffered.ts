import type { Failure } from '../../http/failure.ts';
import type { GenerationRequest } from './request.ts';

/** The parts of the contract that no request can use yet: there are no presets, and no model takes references. */
export function refuseUnoffered(request: GenerationRequest): Failure | undefined {
  const { presetId = '', variables = {}, refImageBase64 = [], refImageUrls = [] } = request;

  if (presetId !== '') return { code: 'unknown_preset', error: `There is no preset "${presetId}".` };
  if (Object.keys(variables).length > 0) {
    return {
      code: 'unknown_variable',
      error: 'Variables belong to a preset, and the request names none.',
      requirements: [],
    };
  }
  if (refImageBase64.length + refImageUrls.length > 0) {
    return {
      code: 'unsupported_reference_images',
      error: 'No model of this service takes reference images.',
      supported: [0],
    };
  }
  return undefined;
}
