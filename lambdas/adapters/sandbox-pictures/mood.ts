/** What a prompt's words ask of its picture. */
export type Mood = {
  readonly subject: Subject | undefined;
  readonly hour: Hour | undefined;
  /** The hue of a colour that is named, in degrees. */
  readonly hueDegrees: number | undefined;
  readonly water: boolean;
  readonly trees: boolean;
  readonly snow: boolean;
  readonly sand: boolean;
  readonly stars: boolean;
  readonly aurora: boolean;
  readonly boat: boolean;
};

type Subject = 'landscape' | 'skyline' | 'cosmos' | 'botanical' | 'ribbons' | 'deco' | 'washes';
export type Hour = 'dawn' | 'day' | 'dusk' | 'night';

const subjects: readonly (readonly [Subject, RegExp])[] = [
  ['washes', /\b(watercolou?rs?|ink|painting|brush|sumi|calligraphy|tea|zen|dream\w*)\b|หมึก|水墨|水彩/u],
  ['deco', /\b(deco|geometr\w+|poster|logo|vintage|retro|bauhaus|minimal\w*|pattern|icon|jazz|gatsby)\b/u],
  [
    'ribbons',
    /\b(abstract|flow(?:s|ing)?|silk|music|energy|motion|wind|smoke|fluid|neural|data|hair|fabric)\b/u,
  ],
  [
    'cosmos',
    /\b(space|galax\w+|planets?|cosmos|cosmic|nebula|universe|orbit\w*|astronauts?|mars|saturn)\b|อวกาศ|宇宙|космос/u,
  ],
  [
    'skyline',
    /\b(city|cities|cityscape|skyline|street|urban|tokyo|bangkok|new york|paris|london|buildings?|skyscrapers?|cyberpunk|neon|architecture|downtown)\b|เมือง|กรุงเทพ|城市|都市|東京|город/u,
  ],
  [
    'landscape',
    /\b(mountains?|lakes?|seas?|oceans?|beach|coast|islands?|valley|hills?|desert|dunes?|rivers?|landscape|horizon|sunrise|sunset|canyon|fjord|volcano|forests?|snow\w*|winter|aurora|northern lights|boats?|ships?|starry|moonlight|lighthouse|sky|clouds?)\b|ภูเขา|ทะเล|ทะเลสาบ|แม่น้ำ|หาด|ป่า|山|海|湖|川|산|바다|호수|горы?|море|озеро|лес/u,
  ],
  [
    'botanical',
    /\b(flowers?|roses?|garden|leaf|leaves|plants?|botanical|tree|trees|bonsai|bloom\w*|blossoms?|orchid|lotus|fern|jungle|spring|meadow|cherry|bouquet|tulips?)\b|ดอก|สวน|ต้นไม้|花|木|桜|꽃|цвет\w*/u,
  ],
];

const hours: readonly (readonly [Hour, RegExp])[] = [
  [
    'dawn',
    /\b(sunrise|dawn|morning|daybreak|pastel|misty?|serene|soft)\b|รุ่งเช้า|พระอาทิตย์ขึ้น|เช้า|朝|日の出|日出|рассвет/u,
  ],
  [
    'dusk',
    /\b(sunset|dusk|evening|twilight|golden|autumn|fall|warm|fire|lava)\b|พระอาทิตย์ตก|เย็น|夕|日落|закат/u,
  ],
  [
    'night',
    /\b(night|midnight|moon\w*|dark|stars?|starry|aurora|northern lights|neon|cyberpunk|space|galax\w+|nebula)\b|กลางคืน|พระจันทร์|ดาว|夜|月|星|밤|ночь|ночн\w*/u,
  ],
  ['day', /\b(noon|day|sunny|summer|spring|bright|blue sky|tropical)\b|กลางวัน|ฤดูร้อน|昼|夏/u],
];

const hues: readonly (readonly [number, RegExp])[] = [
  [25, /\b(red|crimson|scarlet|ruby)\b|แดง|赤|红|красн\w*/u],
  [55, /\b(orange|amber|copper|rust\w*|peach)\b|ส้ม/u],
  [95, /\b(yellow|gold|golden|lemon|honey)\b|เหลือง|ทอง|黄|金|жёлт\w*/u],
  [145, /\b(green|emerald|jade|mint|lime|moss\w*)\b|เขียว|緑|绿|зелён\w*/u],
  [195, /\b(teal|turquoise|cyan|aqua)\b/u],
  [250, /\b(blue|azure|navy|cobalt|sapphire|indigo)\b|น้ำเงิน|ฟ้า|青|蓝|син\w+|голуб\w+/u],
  [305, /\b(purple|violet|lavender|lilac|plum)\b|ม่วง|紫|фиолет\w*/u],
  [350, /\b(pink|magenta|fuchsia|roses?)\b|ชมพู|桃|粉|розов\w*/u],
];

const water =
  /\b(lakes?|seas?|oceans?|beach|coast|islands?|rivers?|water|harbou?r|bay|pond|fjord|reflections?|boats?|ships?|sail\w*|venice)\b|ทะเล|แม่น้ำ|หาด|湖|海|川|바다|호수|море|озеро/u;
const trees = /\b(forests?|trees?|pines?|woods?|fir|jungle|cabin|taiga)\b|ป่า|ต้นไม้|森|林|лес/u;
const snow =
  /\b(snow\w*|winter|ice|icy|glacier|arctic|alps?|alpine|himalaya\w*|frozen|everest)\b|หิมะ|雪|冬|снег/u;
const sand = /\b(desert|dunes?|sand\w*|sahara|canyon|mars|savanna)\b|ทะเลทราย|沙/u;
const stars = /\b(stars?|starry|milky|space|galax\w+|night)\b|ดาว|星|звёзд\w*/u;
const aurora = /\b(aurora|northern lights|borealis)\b/u;
const boat = /\b(boats?|ships?|sail\w*|yacht)\b|เรือ|船|лодк\w*/u;

/** Reads the words that a picture can show; all other words only choose by their hash. */
export function moodOf(prompt: string): Mood {
  const words = prompt.normalize('NFC').toLowerCase();
  const first = <T>(table: readonly (readonly [T, RegExp])[]) =>
    table.find(([, word]) => word.test(words))?.[0];

  return {
    subject: first(subjects),
    hour: first(hours),
    hueDegrees: first(hues),
    water: water.test(words),
    trees: trees.test(words),
    snow: snow.test(words),
    sand: sand.test(words),
    stars: stars.test(words),
    aurora: aurora.test(words),
    boat: boat.test(words),
  };
}
