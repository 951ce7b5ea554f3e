type Node = { readonly handle: string; readonly parent: string | null };

/** CAT-9 Nodes of a tree as one reads it: each behind its parent, before that one's next sibling; siblings as they came. */
export function inTreeOrder<Placed extends Node>(
  nodes: readonly Placed[],
): { readonly node: Placed; readonly depth: number }[] {
  const childrenOf = Map.groupBy(nodes, ({ parent }) => parent);
  const from = (parent: string | null, depth: number): { node: Placed; depth: number }[] =>
    (childrenOf.get(parent) ?? []).flatMap((node) => [{ node, depth }, ...from(node.handle, depth + 1)]);
  return from(null, 1);
}
