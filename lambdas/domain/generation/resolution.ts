/** How much detail a client asks for; what it means in pixels is up to each model. */
export const resolutions = ['low', 'standard', 'high', '4k'] as const;

export type Resolution = (typeof resolutions)[number];
