import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins that were begun on a university's own page and have not come back yet. */
export class CreateSignInPassports1763900000006 implements MigrationInterface {
  readonly name = 'CreateSignInPassports1763900000006';

  async up(runner: QueryRunner): Promise<void> {
    // `wwwroots`: what the site calls its own address; its signature is made of one of them and the passport.
    await runner.query(`
      CREATE TABLE sign_in_passports (
        id              varchar(64) PRIMARY KEY,
        university_id   varchar(100) NOT NULL,
        secret_hash     bytea NOT NULL,
        wwwroots        text[] NOT NULL,
        created_at      timestamptz NOT NULL DEFAULT now(),
        expires_at      timestamptz NOT NULL,
        used_at         timestamptz
      )`);
    await runner.query(`CREATE INDEX sign_in_passports_by_secret ON sign_in_passports (secret_hash)`);
    await runner.query(`CREATE INDEX sign_in_passports_by_expiry ON sign_in_passports (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_passports');
  }
}
