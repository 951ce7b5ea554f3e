export type Slot = "a" | "b";

export function otherSlot(slot: Slot): Slot {
  return slot === "a" ? "b" : "a";
}

/** The tables of a slot. Their names are the only part of a statement that is not a parameter. */
export function tablesOf(slot: Slot) {
  return {
    document: `document_${slot}`,
    facts: `document_facts_${slot}`,
    card: `document_card_${slot}`,
    price: `document_price_${slot}`,
    text: `text_${slot}`,
    term: `term_${slot}`,
    gram: `term_gram_${slot}`,
  } as const;
}

export type Tables = ReturnType<typeof tablesOf>;
