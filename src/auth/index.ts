export { isSignedIn, isSignedOut, type SignedIn, type SignedOut } from './auth.events';
export { AuthModule } from './auth.module';
export { AuthService } from './auth.service';
export { MoodleAccounts } from './moodle-accounts';
export { OnSignedIn } from './on-signed-in';
export { PassportStore } from './persistence/passport-store';
export { SessionStore } from './persistence/session-store';
export { Sessions } from './sessions';
