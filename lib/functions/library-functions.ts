import type { Construct } from 'constructs';
import { deleteImageEnv } from '../../lambdas/api/delete-image/env.ts';
import { downloadImageEnv } from '../../lambdas/api/download-image/env.ts';
import { getImageEnv } from '../../lambdas/api/get-image/env.ts';
import { listGalleryEnv } from '../../lambdas/api/list-gallery/env.ts';
import { listLibraryEnv } from '../../lambdas/api/list-library/env.ts';
import { updateImageEnv } from '../../lambdas/api/update-image/env.ts';
import { timing } from '../workflow/timing.ts';
import { pictureObjects, readOriginals, readPictures } from './picture-access.ts';
import {
  type ApiFunctionsOf,
  answering,
  keyedRoute,
  openRoute,
  type RouteContext,
} from './route-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

type LibraryRoutes =
  | 'api/list-library'
  | 'api/get-image'
  | 'api/update-image'
  | 'api/delete-image'
  | 'api/download-image'
  | 'api/list-gallery';

const ofGallery = leadingKeys('gallery');
const ofSearches = leadingKeys('search#*');

/** The functions that show, publish, deliver and delete pictures. */
export function libraryFunctions(scope: Construct, context: RouteContext): ApiFunctionsOf<LibraryRoutes> {
  return {
    ...reading(scope, context),
    'api/update-image': answering(updateImage(scope, context)),
    'api/delete-image': answering(deleteImage(scope, context)),
    'api/download-image': answering(downloadImage(scope, context), timing.streamTimeoutSeconds),
  };
}

function reading(
  scope: Construct,
  context: RouteContext,
): ApiFunctionsOf<'api/list-library' | 'api/get-image' | 'api/list-gallery'> {
  const { tables, cdnUrl } = context.data;
  const images = { IMAGES_TABLE: tables.images.tableName, CDN_URL: cdnUrl };
  const environment = { ...images, CATALOGUE_TABLE: tables.catalogue.tableName };
  const list = keyedRoute(scope, context, {
    entry: 'api/list-library',
    env: listLibraryEnv,
    environment,
    // Memory buys processor: a search of a million pictures unpacks some 60 MB of texts, within the 29 s that it has.
    memoryMegabytes: 1024,
  });
  list.allow(
    'ReadLibrary',
    [...tableAccess.list, ...tableAccess.batch],
    [tables.images.tableArn],
    leadingKeys('team#*'),
  );
  list.allow('KeepSearches', [...tableAccess.list, ...tableAccess.add], [tables.images.tableArn], ofSearches);
  list.allow('ReadPresets', tableAccess.list, [tables.catalogue.tableArn], leadingKeys('presets#*'));
  const one = keyedRoute(scope, context, { entry: 'api/get-image', env: getImageEnv, environment });
  one.allow('ReadImage', tableAccess.look, [tables.images.tableArn], leadingKeys('image#*'));
  const gallery = openRoute(scope, context, {
    entry: 'api/list-gallery',
    env: listGalleryEnv,
    environment: images,
  });
  gallery.allow('ReadGallery', tableAccess.list, [tables.images.tableArn], ofGallery);

  return {
    'api/list-library': answering(list),
    'api/get-image': answering(one),
    'api/list-gallery': answering(gallery),
  };
}

function updateImage(scope: Construct, context: RouteContext) {
  const { tables, cdnUrl } = context.data;
  const route = keyedRoute(scope, context, {
    entry: 'api/update-image',
    env: updateImageEnv,
    environment: {
      IMAGES_TABLE: tables.images.tableName,
      CATALOGUE_TABLE: tables.catalogue.tableName,
      CDN_URL: cdnUrl,
    },
    onFailure: 'pictures can be neither published nor taken back.',
  });
  const images = [tables.images.tableArn];
  const all = leadingKeys('team#*', 'image#*', 'gallery');
  route.allow('ChangeImage', [...tableAccess.look, ...tableAccess.change], images, all);
  route.allow('ChangeGallery', [...tableAccess.add, ...tableAccess.remove], images, leadingKeys('gallery'));
  return route;
}

function deleteImage(scope: Construct, context: RouteContext) {
  const { tables, imagesBucket } = context.data;
  const route = keyedRoute(scope, context, {
    entry: 'api/delete-image',
    env: deleteImageEnv,
    environment: {
      IMAGES_TABLE: tables.images.tableName,
      JOBS_TABLE: tables.jobs.tableName,
      CATALOGUE_TABLE: tables.catalogue.tableName,
      IMAGES_BUCKET: imagesBucket.bucketName,
    },
    onFailure: 'pictures cannot be deleted.',
  });
  // One statement: a transaction over several partitions asks for all of their keys at once.
  route.allow(
    'RemoveImage',
    [...tableAccess.look, ...tableAccess.add, ...tableAccess.change, ...tableAccess.remove],
    [tables.images.tableArn],
    leadingKeys('team#*', 'image#*', 'search#*', 'gallery'),
  );
  route.allow('LeaveJob', [...tableAccess.look, ...tableAccess.change], [tables.jobs.tableArn]);
  route.allow('DeletePictures', ['s3:DeleteObject'], pictureObjects(imagesBucket));
  return route;
}

function downloadImage(scope: Construct, context: RouteContext) {
  const { tables, imagesBucket } = context.data;
  const route = keyedRoute(scope, context, {
    entry: 'api/download-image',
    env: downloadImageEnv,
    environment: {
      IMAGES_TABLE: tables.images.tableName,
      CATALOGUE_TABLE: tables.catalogue.tableName,
      IMAGES_BUCKET: imagesBucket.bucketName,
    },
    onFailure: 'pictures cannot be downloaded through the API; their addresses still work.',
    timeoutSeconds: timing.streamTimeoutSeconds,
  });
  route.allow('ReadImage', tableAccess.look, [tables.images.tableArn], leadingKeys('image#*'));
  readPictures(route, imagesBucket);
  readOriginals(route, imagesBucket);
  return route;
}
