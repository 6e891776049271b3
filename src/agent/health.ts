/**
 * Health with hysteresis: two bad pings in a row take an instance out of rotation, one good one brings it back, five bad ones in a row end
 * the process (control-plane rule: out after 2, restart after 5).
 */
export interface Health {
  readonly healthy: boolean;
  readonly badInARow: number;
}

export const unknownHealth: Health = { healthy: false, badInARow: 0 };

const outAfter = 2;
const restartAfter = 5;

/** Health after one more ping. */
export function afterPing(health: Health, ok: boolean): Health {
  if (ok) return { healthy: true, badInARow: 0 };
  const badInARow = health.badInARow + 1;
  return { healthy: health.healthy && badInARow < outAfter, badInARow };
}

/** Whether a process that was healthy before should be ended and started again. */
export function isHung(health: Health): boolean {
  return health.badInARow >= restartAfter;
}
