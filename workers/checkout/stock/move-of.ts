import type { MoveState, StockLevelView, StockRpc } from "../../../contracts/rpc/stock.ts";

/** How far the move of a hot item is; asks for nobody else. */
export async function moveOf(stock: StockRpc, { itemId, spread }: StockLevelView): Promise<MoveState | null> {
  return spread && stock.moveState({ itemId });
}
