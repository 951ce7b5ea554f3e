type Link = { position: number; previous_position: number };

/** How far a cursor may move over these events of one log: as long as each one follows the one before without a gap. */
export function advanceCursor(from: number, events: readonly Link[]): number {
  let position = from;
  for (const event of [...events].sort((a, b) => a.position - b.position)) {
    if (event.previous_position <= position && event.position > position) position = event.position;
  }
  return position;
}
