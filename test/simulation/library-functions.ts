import { DynamoImagePublications } from '../../lambdas/adapters/dynamodb/image-publications.ts';
import { DynamoImageRemovals } from '../../lambdas/adapters/dynamodb/image-removals.ts';
import { DynamoImages } from '../../lambdas/adapters/dynamodb/images.ts';
import { DynamoLibrary } from '../../lambdas/adapters/dynamodb/library.ts';
import { deleteImage } from '../../lambdas/api/delete-image/endpoint.ts';
import { listLibrary } from '../../lambdas/api/list-library/endpoint.ts';
import { updateImage } from '../../lambdas/api/update-image/endpoint.ts';
import { FakePresets } from '../fakes/presets.ts';
import { FakeRequestLimits } from '../fakes/request-limits.ts';
import { tables } from '../support/dynamodb.ts';
import type { Shared } from './functions.ts';
import { picturesOf } from './object-ports.ts';
import type { SimulatedProcess } from './process.ts';

/** Cut so small that jobs of three pictures fill segments, and deletions fill blocks. */
export const simulatedGeometry = { blockSize: 4, segmentSize: 2, stretchSize: 2 };

const cdnUrl = 'https://cdn.example';

/** The production code of the functions that show, take back and delete pictures. */
export const libraryFunctions = {
  list: (process: SimulatedProcess, { keys }: Pick<Shared, 'keys'>) =>
    listLibrary({
      access: { keys, limits: new FakeRequestLimits() },
      library: new DynamoLibrary(process.client, tables.images, process.clock, simulatedGeometry),
      presets: new FakePresets(),
      cdnUrl,
    }),

  delete: (process: SimulatedProcess, { keys, ...objects }: Pick<Shared, 'keys' | 'objects'>) =>
    deleteImage({
      access: { keys, limits: new FakeRequestLimits() },
      library: new DynamoImages(process.client, tables.images),
      removals: new DynamoImageRemovals(process.client, tables, process.clock, simulatedGeometry),
      pictures: picturesOf(process, objects),
    }),

  update: (process: SimulatedProcess, { keys }: Pick<Shared, 'keys'>) =>
    updateImage({
      access: { keys, limits: new FakeRequestLimits() },
      publications: new DynamoImagePublications(
        process.client,
        tables.images,
        process.clock,
        simulatedGeometry.blockSize,
      ),
      cdnUrl,
    }),
};
