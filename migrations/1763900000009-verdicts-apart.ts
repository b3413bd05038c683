import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the classification says of an item stands apart from what Moodle says: it is written when the item is stored already, and to
 * write it into the item's row would store that row, with all its texts, a second time.
 * Item details become plain JSON texts.
 */
export class VerdictsApart1763900000009 implements MigrationInterface {
  readonly name = 'VerdictsApart1763900000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_verdicts (
        course_id          bigint NOT NULL,
        item_id            bigint NOT NULL,
        category           varchar(50) NOT NULL,
        confidence         double precision NOT NULL,
        reasons            json NOT NULL,
        fingerprint        text NOT NULL,
        PRIMARY KEY (course_id, item_id)
      )`);
    // A verdict goes with its item. A reference would be looked up for every row that is stored; this is done where items are deleted.
    await runner.query(`
      CREATE FUNCTION library_verdicts_follow_items() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = on AS $$
      BEGIN
        DELETE FROM library_verdicts v USING gone WHERE v.course_id = gone.course_id AND v.item_id = gone.id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER library_verdicts_follow_items AFTER DELETE ON library_items
      REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION library_verdicts_follow_items()`);
    // Without a fingerprint, each is written again by the next sync.
    await runner.query(`
      INSERT INTO library_verdicts (course_id, item_id, category, confidence, reasons, fingerprint)
      SELECT course_id, id, category, confidence, reasons::json, '' FROM library_items
      WHERE category IS NOT NULL AND confidence IS NOT NULL`);
    await runner.query(
      `ALTER TABLE library_items DROP COLUMN category, DROP COLUMN confidence, DROP COLUMN reasons`,
    );
    // Nothing is looked for inside of these: as texts they are stored as they come, and come back as they were stored.
    await runner.query(`
      ALTER TABLE library_items
        ALTER COLUMN dates TYPE json USING dates::json,
        ALTER COLUMN details DROP DEFAULT,
        ALTER COLUMN details TYPE json USING details::json,
        ALTER COLUMN details SET DEFAULT '{}'`);
    // Rows are written once now: they need no room beside them.
    await runner.query(`ALTER TABLE library_items RESET (fillfactor)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE library_items SET (fillfactor = 60)`);
    await runner.query(`
      ALTER TABLE library_items
        ALTER COLUMN dates TYPE jsonb USING dates::jsonb,
        ALTER COLUMN details DROP DEFAULT,
        ALTER COLUMN details TYPE jsonb USING details::jsonb,
        ALTER COLUMN details SET DEFAULT '{}'`);
    await runner.query(`
      ALTER TABLE library_items
        ADD COLUMN category varchar(50),
        ADD COLUMN confidence double precision,
        ADD COLUMN reasons jsonb NOT NULL DEFAULT '[]'`);
    await runner.query(`
      UPDATE library_items i SET (category, confidence, reasons) = (v.category, v.confidence, v.reasons::jsonb)
      FROM library_verdicts v WHERE v.course_id = i.course_id AND v.item_id = i.id`);
    await runner.query(`DROP TRIGGER library_verdicts_follow_items ON library_items`);
    await runner.query(`DROP FUNCTION library_verdicts_follow_items`);
    await runner.query(`DROP TABLE library_verdicts`);
  }
}
