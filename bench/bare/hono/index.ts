import { Hono } from "hono";

const app = new Hono();
app.get("/v1/:name", (c) => c.text("hello"));

export default app;
