import { randomUUID } from 'node:crypto';
import type { Workers } from '../../domain/generation/sample-claims.ts';

/**
 * Names this process. A process serves one invocation at a time, so a claim of its own that it meets is left over from
 * an invocation that failed. Where all workers share one machine and boot (`bootId`), a worker of another boot is gone,
 * and so is one whose process no longer runs. In AWS nothing of the kind is known: there, claims run out.
 */
export function thisWorker(
  bootId: string | undefined,
  isRunning: (pid: number) => boolean = isProcessRunning,
): Workers {
  const self = bootId === undefined ? randomUUID() : `${bootId}/${process.pid}`;

  return {
    self,
    isGone: (holder) => {
      if (holder === self) return true;
      if (bootId === undefined) return false;
      const [boot, pid] = holder.split('/');
      return boot !== bootId || !isRunning(Number(pid));
    },
  };
}

function isProcessRunning(pid: number): boolean {
  try {
    // Signal 0 is never delivered; it only asks whether the process is there.
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
