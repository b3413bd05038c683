import 'reflect-metadata';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSettings } from './load-settings';

const KEY = 'ab'.repeat(32);

describe('loadSettings', () => {
  let DATA_DIR: string;
  beforeEach(() => (DATA_DIR = mkdtempSync(path.join(os.tmpdir(), 'spike-config-'))));
  afterEach(() => rmSync(DATA_DIR, { recursive: true }));

  it('has the defaults of the specification', () => {
    const settings = loadSettings({ DATA_DIR });
    expect(settings).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      jobs: {
        pollingIntervalMs: 2000,
        timeoutMs: 300_000,
        cleanupDays: 7,
        maxAttempts: 3,
        retryBaseDelayMs: 1000,
      },
      autoSync: {
        enabled: true,
        timeoutMs: 300_000,
        attempts: 3,
        schedule: true,
        startsPerMinute: 30,
        inactiveDays: 14,
      },
      demo: { enabled: false },
    });
    expect([...settings.roles]).toEqual(['api', 'worker']);
  });

  it('keeps the secrets it made, readable by the owner alone', () => {
    const first = loadSettings({ DATA_DIR });
    const second = loadSettings({ DATA_DIR });
    expect(second.jwtSecret).toBe(first.jwtSecret);
    expect(second.encryptionKeys[0].key.equals(first.encryptionKeys[0].key)).toBe(true);
    expect(statSync(path.join(DATA_DIR, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('names every fault at once and no value', () => {
    const secret = 'short-secret-value';
    const run = () =>
      loadSettings({
        DATA_DIR,
        PORT: 'http',
        JWT_SECRET: secret,
        AUTO_SYNC_ENABLED: 'maybe',
        ROLES: 'api,cook',
      });
    expect(run).toThrow(/PORT[\s\S]*|JWT_SECRET/);
    expect(run).toThrow(/AUTO_SYNC_ENABLED must be true or false/);
    expect(run).toThrow(/ROLES/);
    expect(run).not.toThrow(secret);
  });

  it('asks for secrets in production and refuses the demo there', () => {
    expect(() => loadSettings({ DATA_DIR, NODE_ENV: 'production' })).toThrow(
      /ENCRYPTION_KEY is required[\s\S]*JWT_SECRET is required/,
    );
    const env = { DATA_DIR, NODE_ENV: 'production', ENCRYPTION_KEY: KEY, JWT_SECRET: 'x'.repeat(32) };
    expect(() => loadSettings(env, ['--demo'])).toThrow(/demo university never runs/);
    expect(loadSettings(env).production).toBe(true);
  });

  it('takes several encryption keys and refuses one of a wrong length', () => {
    const other = 'cd'.repeat(32);
    expect(loadSettings({ DATA_DIR, ENCRYPTION_KEY: `${KEY}, ${other}` }).encryptionKeys).toHaveLength(2);
    expect(() => loadSettings({ DATA_DIR, ENCRYPTION_KEY: 'abc' })).toThrow(/32 bytes/);
  });

  it('reads empty variables as absent', () => {
    expect(loadSettings({ DATA_DIR, DATABASE_URL: '', AUTO_SYNC_ENABLED: 'false' }).autoSync.enabled).toBe(
      false,
    );
  });
});
