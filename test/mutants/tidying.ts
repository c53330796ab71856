import { dynamo, type Mutant } from './mutant.ts';

/** Of the code that deletes pictures, and takes them out of the gallery. */
export const tidying: readonly Mutant[] = [
  {
    name: 'delete a picture, and forget what may still be stored of it',
    file: `${dynamo}/image-removals.ts`,
    find: "const sweep = isSettled ? '' :",
    replace: "const sweep = isSettled || job !== null ? '' :",
  },
  {
    name: 'sweep what was lost, and not what was deleted',
    file: 'lambdas/queue/settle/settle-job.ts',
    find: ' || job.deletedImageIds.includes(imageId)',
    replace: '',
  },
  {
    name: 'delete a picture, and leave its row in the library',
    file: `${dynamo}/numbered-list.ts`,
    find: '[{ Delete: { TableName: table, Key: keys.listRow(list, sequence) } }, ...items]',
    replace: '[...items]',
  },
  {
    name: 'delete a picture, and not count it',
    file: `${dynamo}/numbered-list.ts`,
    find: 'withOneMore(counts, block)',
    replace: 'counts',
  },
  {
    name: 'delete a picture, and not mark its number',
    file: `${dynamo}/numbered-list.ts`,
    find: 'withDeleted(bitmaps.get(block) ?? noBits, offset, blockSize)',
    replace: 'bitmaps.get(block) ?? noBits',
  },
  {
    name: "overwrite another deletion's marks",
    file: `${dynamo}/numbered-list.ts`,
    find: "ConditionExpression: 'deleted = :seen'",
    replace: "ConditionExpression: 'deleted >= :seen'",
  },
  {
    name: 'delete a picture, and leave it in the gallery',
    file: `${dynamo}/image-removals.ts`,
    find: 'gallerySequence === null ? [] : [{ list: lists.gallery',
    replace: 'gallerySequence !== null ? [] : [{ list: lists.gallery',
  },
  {
    name: 'delete a picture that was published meanwhile as if it were not',
    file: `${dynamo}/image-removals.ts`,
    find: "'attribute_exists(pk) AND attribute_not_exists(gallerySequence)'",
    replace: "'attribute_exists(pk)'",
  },
  {
    name: 'delete a picture, and keep it in its job',
    file: `${dynamo}/image-removals.ts`,
    find: "':id': new Set([imageId]),",
    replace: "':id': new Set([jobId]),",
  },
  {
    name: 'take a picture back, and leave it in the gallery',
    file: `${dynamo}/image-publications.ts`,
    find: 'gallerySequence === null ? [] : await leaveList',
    replace: 'gallerySequence !== null ? [] : await leaveList',
  },
  {
    name: 'publish a picture that was taken back meanwhile',
    file: `${dynamo}/gallery-publisher.ts`,
    find: "'isPublic = :true AND attribute_not_exists(gallerySequence)'",
    replace: "'attribute_exists(pk) OR isPublic = :true'",
  },
  {
    name: 'pack the texts of a segment that lost a picture meanwhile',
    file: `${dynamo}/search-segments.ts`,
    find: "ConditionExpression: 'attribute_not_exists(pk)'",
    replace: "ConditionExpression: 'attribute_not_exists(packed)'",
  },
  {
    name: 'pack the texts of a segment that lost another picture meanwhile',
    file: `${dynamo}/search-segments.ts`,
    find: "ConditionExpression: 'version = :seen'",
    replace: "ConditionExpression: 'version >= :seen OR attribute_exists(pk)'",
  },
  {
    name: 'delete a picture, and leave it among those of its preset',
    file: `${dynamo}/library-items.ts`,
    find: 'if (presetId === null || presetSequence === null) return [own];',
    replace: 'if (presetId !== undefined || presetSequence === null) return [own];',
  },
];
