/** What the OpenAPI document says of writing presets. */
export const presetNotes = [
  '`{{key}}` in the template is filled with the variable of that requirement, in one pass; `{{prompt}}` is where the',
  "caller's own prompt goes. A template without it takes the prompt on a line of its own at the end.",
  '',
  'Jobs that were accepted keep the prompt that they were accepted with.',
].join('\n');

/** Each is sent as it stands by a test. */
export const presetExamples = {
  productShot: {
    name: 'Product shot',
    template: 'Studio photograph of {{product_name}} on {{background}}. {{prompt}}',
    negativePrompt: 'watermark, text',
    modelVersion: 'sandbox',
    aspectRatio: '1:1',
    resolution: 'standard',
    requirements: [
      { key: 'product_name', type: 'text', label: 'Product', required: true, maxLength: 120 },
      { key: 'background', type: 'select', options: ['marble', 'linen'], default: 'marble' },
      { key: 'photo', type: 'file', required: true, multiple: true, maxFiles: 3 },
    ],
  },
  complete: { name: 'Fog', template: 'A pier in thick fog, long exposure, muted blues.' },
};
