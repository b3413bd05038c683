import { type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AuthModule, MoodleAccounts, OnSignedIn } from './auth';
import { ConfigModule, Settings } from './config';
import { DatabaseModule, type DatabaseUrl } from './database';
import { ErrorsModule } from './errors/errors.module';
import { EventsModule } from './events';
import { LibraryModule, StudentMoodleAccess } from './library';
import { MOODLE_OPTIONS, type MoodleAccess, type PageSession } from './moodle';
import { OperationsModule } from './operations';
import { SyncModule, SyncService } from './sync';
import { type Universities, UniversitiesModule } from './universities';

/** Signing in starts a sync: auth's port, filled by sync. */
@Injectable()
class StartSyncOnSignIn extends OnSignedIn {
  constructor(
    private readonly sync: SyncService,
    private readonly settings: Settings,
  ) {
    super();
  }

  async signedIn({
    studentId,
    universityId,
    password,
  }: Parameters<OnSignedIn['signedIn']>[0]): Promise<{ jobId: string } | null> {
    // A password is not kept for a sync that may come: without one now there would never be any.
    if (!this.settings.autoSync.enabled && !password) return null;
    const { jobId } = await this.sync.startBackgroundSync(studentId, universityId, 'sign-in', password);
    return { jobId };
  }
}

/** A student's own files are fetched with what sign-in left: the library's port, filled by auth. */
@Injectable()
class SealedMoodleAccess extends StudentMoodleAccess {
  constructor(private readonly accounts: MoodleAccounts) {
    super();
  }

  of(studentId: string): Promise<MoodleAccess | PageSession> {
    return this.accounts.fileAccessOf(studentId);
  }
}

/** Ties ports that one room declares to what another room does. */
@Global()
@Module({
  imports: [SyncModule, AuthModule],
  providers: [
    { provide: OnSignedIn, useClass: StartSyncOnSignIn },
    { provide: StudentMoodleAccess, useClass: SealedMoodleAccess },
  ],
  exports: [OnSignedIn, StudentMoodleAccess],
})
class PortsModule {}

export interface AppParts {
  readonly settings: Settings;
  /** Connected, with its schema up to date. */
  readonly dataSource: DataSource;
  readonly databaseUrl: DatabaseUrl;
  readonly universities: Universities;
}

/** The limits towards Moodle, for the one service that all rooms share: its budget counts only if it is one. */
@Global()
@Module({
  providers: [{ provide: MOODLE_OPTIONS, inject: [Settings], useFactory: ({ moodle }: Settings) => moodle }],
  exports: [MOODLE_OPTIONS],
})
class MoodleLimitsModule {}

/** The composition root: the only file that knows every room. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return { module: AppModule, imports: [...roomsOf(parts), ErrorsModule] };
  }

  /** The same rooms for one command: nothing in them does anything by itself, and what is told to other nodes goes by the database. */
  static forCommand(parts: AppParts): DynamicModule {
    const settings = { ...parts.settings, roles: new Set<never>(), redisUrl: undefined };
    return { module: AppModule, imports: roomsOf({ ...parts, settings }) };
  }
}

const roomsOf = ({ settings, dataSource, databaseUrl, universities }: AppParts) => [
  ConfigModule.forRoot(settings),
  DatabaseModule.forRoot(dataSource, databaseUrl),
  EventsModule,
  UniversitiesModule.forRoot(universities),
  MoodleLimitsModule,
  PortsModule,
  AuthModule,
  LibraryModule,
  SyncModule,
  OperationsModule,
];
