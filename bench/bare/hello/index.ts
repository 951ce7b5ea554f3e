/** The rawest answer the runtime can give: what every other figure is a share of. */
export default {
  fetch: (): Response => new Response("hello"),
};
