import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerStorageService } from '@nestjs/throttler';
import { Settings } from '../config';
import { MoodleModule } from '../moodle';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { BrowserSignIn } from './browser-sign-in';
import { BrowserSignInController } from './browser-sign-in.controller';
import { LoginLimiter } from './login-limiter';
import { KeptSessions } from './kept-sessions';
import { PasswordStore } from './persistence/password-store';
import { PageSessionStore } from './persistence/page-session-store';
import { PassportStore } from './persistence/passport-store';
import { SessionStore } from './persistence/session-store';
import { MoodleAccounts } from './moodle-accounts';
import { StandingStore } from './persistence/standing-store';
import { StudentDirectory } from './persistence/student-directory';
import { StudentStore } from './persistence/student-store';
import { Sealer } from './sealer';
import { SessionGuard } from './session.guard';
import { SessionHandover } from './session-handover';
import { Sessions } from './sessions';

@Module({
  imports: [
    MoodleModule,
    JwtModule.registerAsync({
      inject: [Settings],
      useFactory: (settings: Settings) => ({
        secret: settings.jwtSecret,
        signOptions: { algorithm: 'HS256', issuer: 'spike' },
        verifyOptions: { algorithms: ['HS256'], issuer: 'spike' },
      }),
    }),
  ],
  controllers: [AuthController, BrowserSignInController],
  providers: [
    AuthService,
    BrowserSignIn,
    MoodleAccounts,
    Sessions,
    SessionHandover,
    Sealer,
    LoginLimiter,
    KeptSessions,
    PasswordStore,
    PageSessionStore,
    PassportStore,
    SessionStore,
    StandingStore,
    StudentStore,
    StudentDirectory,
    ThrottlerStorageService,
    { provide: APP_GUARD, useClass: SessionGuard },
  ],
  exports: [
    AuthService,
    MoodleAccounts,
    PasswordStore,
    PassportStore,
    Sessions,
    SessionStore,
    StandingStore,
    StudentDirectory,
  ],
})
export class AuthModule {}
