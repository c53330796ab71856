import { createGenerationOperation } from '../create-generation/operation.ts';
import { createPresetOperation } from '../create-preset/operation.ts';
import { createUploadOperation } from '../create-upload/operation.ts';
import { deleteImageOperation } from '../delete-image/operation.ts';
import { deletePresetOperation } from '../delete-preset/operation.ts';
import { downloadImageOperation, headImageOperation } from '../download-image/operation.ts';
import { getDocsFileOperation, getDocsOperation } from '../get-docs/operation.ts';
import { getGenerationOperation } from '../get-generation/operation.ts';
import { getHealthOperation } from '../get-health/operation.ts';
import { getImageOperation } from '../get-image/operation.ts';
import { getOpenapiOperation } from '../get-openapi/operation.ts';
import { getPresetOperation } from '../get-preset/operation.ts';
import { getUsageOperation } from '../get-usage/operation.ts';
import { listGalleryOperation } from '../list-gallery/operation.ts';
import { listGenerationsOperation } from '../list-generations/operation.ts';
import { listLedgerOperation } from '../list-ledger/operation.ts';
import { listLibraryOperation } from '../list-library/operation.ts';
import { listModelsOperation } from '../list-models/operation.ts';
import { listPresetsOperation } from '../list-presets/operation.ts';
import { putPresetOperation } from '../put-preset/operation.ts';
import { updateImageOperation } from '../update-image/operation.ts';
import type { Operation } from './operation.ts';

type Operations = Readonly<
  Record<string, Readonly<Partial<Record<'get' | 'head' | 'post' | 'put' | 'patch' | 'delete', Operation>>>>
>;

/** Every route's operation, by path and method. A test holds it against the routes that are deployed. */
export const operations: Operations = {
  '/v0/images/generations': { post: createGenerationOperation, get: listGenerationsOperation },
  '/v0/images/generations/{jobId}': { get: getGenerationOperation },
  '/v0/images/library': { get: listLibraryOperation },
  '/v0/images/library/{imageId}': {
    get: getImageOperation,
    patch: updateImageOperation,
    delete: deleteImageOperation,
  },
  '/v0/images/library/{imageId}/download': { get: downloadImageOperation, head: headImageOperation },
  '/v0/images/gallery': { get: listGalleryOperation },
  '/v0/presets': { get: listPresetsOperation, post: createPresetOperation },
  '/v0/presets/{presetId}': {
    get: getPresetOperation,
    put: putPresetOperation,
    delete: deletePresetOperation,
  },
  '/v0/uploads': { post: createUploadOperation },
  '/v0/models': { get: listModelsOperation },
  '/v0/usage': { get: getUsageOperation },
  '/v0/usage/ledger': { get: listLedgerOperation },
  '/v0/health': { get: getHealthOperation },
  '/v0/openapi.json': { get: getOpenapiOperation },
  '/v0/docs': { get: getDocsOperation },
  '/v0/docs/{asset}': { get: getDocsFileOperation },
};
