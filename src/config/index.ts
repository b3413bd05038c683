export { ConfigModule } from './config.module';
export { loadSettings, Settings, SettingsError } from './load-settings';
export type { EncryptionKey, EncryptionKeys } from './secrets';
