import { builtInPresets } from '../../lambdas/domain/presets/built-in-presets.ts';
import type { Preset, Presets } from '../../lambdas/domain/presets/preset.ts';

/** Presets of any number of teams, in memory, and the built-in ones. */
export class FakePresets implements Presets {
  readonly #presets = new Map<string, Preset>();

  async list(teamId: string): Promise<readonly Preset[]> {
    const own = [...this.#presets]
      .filter(([key]) => key.startsWith(`${teamId}/`))
      .map(([, preset]) => preset);
    return [...builtInPresets, ...own];
  }

  async find(teamId: string, presetId: string): Promise<Preset | undefined> {
    return (await this.list(teamId)).find((preset) => preset.presetId === presetId);
  }

  async put(teamId: string, preset: Preset): Promise<void> {
    this.#presets.set(`${teamId}/${preset.presetId}`, preset);
  }

  async replace(teamId: string, preset: Preset): Promise<boolean> {
    const isThere = this.#presets.has(`${teamId}/${preset.presetId}`);
    if (isThere) await this.put(teamId, preset);
    return isThere;
  }

  async remove(teamId: string, presetId: string): Promise<boolean> {
    return this.#presets.delete(`${teamId}/${presetId}`);
  }
}
