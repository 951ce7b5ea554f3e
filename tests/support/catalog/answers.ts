import { AdminProduct } from "../../../contracts/http/admin/product.ts";

/** The product of an answer, held against its contract. */
export async function productOf(answer: Response): Promise<AdminProduct> {
  return AdminProduct.parse(await answer.json());
}

export function statusesOf(answers: readonly Response[]): number[] {
  return answers.map(({ status }) => status).sort();
}

/** The status and the places that a problem names, each once. */
export async function problemOf(answer: Response): Promise<{ status: number; code: string; at: string[] }> {
  const { code, errors = [] } = (await answer.json()) as { code: string; errors?: { pointer: string }[] };
  return { status: answer.status, code, at: [...new Set(errors.map(({ pointer }) => pointer))] };
}
