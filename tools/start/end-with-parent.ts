// Loaded into wrangler's process before wrangler itself. When whoever started it is gone, however it went, the channel
// between them closes; then wrangler ends too, and with it the runtime.
const GRACE_MS = 5_000;

process.once("disconnect", () => {
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
});
