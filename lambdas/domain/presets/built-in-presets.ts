import { type Preset, presetFields } from './preset.ts';

/** Since when the built-in presets are what they are. */
const madeAtMillis = Date.parse('2026-11-23T00:00:00.000Z');

function builtIn(presetId: string, fields: Parameters<typeof presetFields.parse>[0]): Preset {
  return {
    ...presetFields.parse(fields),
    presetId,
    isBuiltIn: true,
    createdAtMillis: madeAtMillis,
    updatedAtMillis: madeAtMillis,
  };
}

/** Presets that every team can use and none can change. They name no model, so each team's own default draws them. */
export const builtInPresets: readonly Preset[] = [
  builtIn('preset_product_shot', {
    name: 'Product shot',
    template:
      'Studio photograph of {{product_name}} on {{background}}, three-quarter view, soft key light from the left, gentle reflection, sharp focus on the product. {{prompt}}',
    negativePrompt: 'watermark, text, hands, clutter',
    aspectRatio: '4:5',
    requirements: [
      { key: 'product_name', type: 'text', label: 'Product', required: true, maxLength: 120 },
      {
        key: 'background',
        type: 'select',
        label: 'Background',
        options: ['white marble', 'raw linen', 'dark slate', 'pale concrete'],
        default: 'white marble',
      },
      {
        key: 'photo',
        type: 'file',
        label: 'Photos of the product',
        required: true,
        multiple: true,
        maxFiles: 3,
      },
    ],
  }),
  builtIn('preset_travel_poster', {
    name: 'Travel poster',
    template:
      'Vintage travel poster of {{destination}} at {{time_of_day}}, screen-printed, {{color_count}} flat inks, bold shapes, generous sky.',
    negativePrompt: 'photograph, watermark, lettering',
    aspectRatio: '2:3',
    requirements: [
      { key: 'destination', type: 'text', label: 'Destination', required: true, maxLength: 80 },
      {
        key: 'time_of_day',
        type: 'select',
        label: 'Time of day',
        options: ['sunrise', 'noon', 'sunset', 'night'],
        default: 'sunset',
      },
      { key: 'color_count', type: 'number', label: 'Inks', min: 2, max: 8, default: 5 },
    ],
  }),
  builtIn('preset_storybook', {
    name: 'Storybook page',
    template:
      'Full-page watercolour illustration for a picture book, {{mood}} mood, soft paper grain, warm light, room for a line of text at the bottom. The scene: {{prompt}}',
    negativePrompt: 'text, watermark, photorealistic',
    aspectRatio: '4:3',
    requirements: [
      {
        key: 'mood',
        type: 'select',
        label: 'Mood',
        options: ['cosy', 'adventurous', 'dreamy', 'funny'],
        default: 'cosy',
      },
    ],
  }),
];
