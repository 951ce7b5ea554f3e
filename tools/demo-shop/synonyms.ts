/** Words that shoppers use for what the shop calls otherwise. With `replaces`, one way alone. */
export type DemoSynonym = { words: string[]; replaces: string[] };

export const synonyms: DemoSynonym[] = [
  { words: ["jumper", "sweater", "pullover"], replaces: [] },
  { words: ["trousers", "pants"], replaces: [] },
  { words: ["headphones", "headset", "cans"], replaces: [] },
  { words: ["record player", "turntable"], replaces: [] },
  { words: ["dutch oven"], replaces: ["cocotte"] },
  { words: ["frying pan"], replaces: ["skillet"] },
  { words: ["carpet"], replaces: ["rug"] },
  { words: ["cell phone", "smartphone", "mobile"], replaces: ["phone"] },
  { words: ["trainers", "sneakers"], replaces: [] },
];
