import type { SettingsVersion } from "../storage/load-settings.ts";

/** Whether shoppers are told how many units there are. A shop that says nothing about it does not. */
export function showsUnits(settings: SettingsVersion | null): boolean {
  return settings?.body.show_stock === "exact";
}
