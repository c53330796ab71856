import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HomeTaken, HomeUnusable, lockHome } from '../../local/home-lock.ts';
import { readSettings } from '../../local/settings.ts';

describe('the settings of the laptop', () => {
  it('have safe defaults', () => {
    expect(readSettings({})).toMatchObject({ port: 3000, functionOverrides: {} });
    expect(readSettings({}).home).toBe(join(process.cwd(), '.darkroom'));
  });

  it('reach the functions under the names of their templates', () => {
    const { functionOverrides } = readSettings({
      DARKROOM_SYNC_WAIT_SECONDS: '3',
      DARKROOM_SYNC_WAITERS: '2',
      DARKROOM_SANDBOX_SLOW_SECONDS: '0',
      DARKROOM_DEFAULT_MODEL: 'sandbox-flaky',
    });

    expect(functionOverrides).toEqual({
      SYNC_WAIT_SECONDS: '3',
      SYNC_WAITERS: '2',
      SANDBOX_SLOW_SECONDS: '0',
      DEFAULT_MODEL: 'sandbox-flaky',
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['DARKROOM_SYNC_WAIT_SECONDS', '0'],
    ['DARKROOM_SYNC_WAIT_SECONDS', '181'],
    ['DARKROOM_SYNC_WAITERS', '0'],
    ['DARKROOM_SANDBOX_SLOW_SECONDS', '-1'],
  ])('refuse %s=%s and say which variable it was and what it is', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`${name} must.*"${value}"`));
  });

  it('put keys into secrets, and into no environment', async () => {
    const { secrets, functionOverrides } = readSettings({
      GEMINI_API_KEY: 'second',
      GOOGLE_API_KEY: 'first',
      OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:8000/v1',
    });

    expect(await secrets['google']?.()).toBe('first');
    expect(secrets['openai']).toBeUndefined();
    expect(secrets['bedrock']).toBeUndefined();
    expect(await secrets['compatible']?.()).toBe('none');
    expect(functionOverrides).toEqual({ COMPATIBLE_BASE_URL: 'http://127.0.0.1:8000/v1' });
  });

  it.each(['OPENAI_BASE_URL', 'GOOGLE_GEMINI_BASE_URL'])('refuse a %s that is no address', (name) => {
    expect(() => readSettings({ [name]: 'localhost:8000' })).toThrow(`${name} must be`);
  });

  it('take an empty variable as absent', () => {
    expect(readSettings({ PORT: '' }).port).toBe(3000);
  });
});

describe('the lock of a data folder', () => {
  it('is held by one stack at a time and free again afterwards', () => {
    const home = mkdtempSync(join(tmpdir(), 'lock-'));
    const first = lockHome(home);

    expect(() => lockHome(home)).toThrow(HomeTaken);

    first.release();
    lockHome(home).release();
  });

  it('says which folder cannot be made', () => {
    expect(() => lockHome('/etc/hostname/x')).toThrow(HomeUnusable);
  });
});
