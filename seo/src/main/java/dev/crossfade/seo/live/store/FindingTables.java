package dev.crossfade.seo.live.store;

import dev.crossfade.seo.store.Batch;
import dev.crossfade.seo.store.Schema;
import java.util.List;

/** The tables of groups, their examples and what is counted by the hour. */
final class FindingTables {
  static final String BATCHES = "finding_batch";

  static final Schema SCHEMA =
      new Schema(
          "finding",
          List.of(
              List.of(
                  """
                  CREATE TABLE finding (
                    id TEXT NOT NULL PRIMARY KEY,
                    unit TEXT NOT NULL,
                    rule TEXT NOT NULL,
                    template TEXT NOT NULL,
                    severity TEXT NOT NULL,
                    is_open BIGINT NOT NULL,
                    noise BIGINT NOT NULL,
                    first_seen BIGINT NOT NULL,
                    last_seen BIGINT NOT NULL,
                    opened BIGINT NOT NULL,
                    closed BIGINT,
                    seen BIGINT NOT NULL,
                    sightings BIGINT NOT NULL,
                    pages BIGINT NOT NULL,
                    clean BIGINT NOT NULL,
                    clean_before BIGINT NOT NULL,
                    visitors BIGINT NOT NULL,
                    crawlers BIGINT NOT NULL,
                    accepted_by TEXT,
                    accepted_at BIGINT,
                    accepted_reason TEXT
                  )""",
                  """
                  CREATE TABLE example (
                    finding TEXT NOT NULL,
                    url TEXT NOT NULL,
                    seen_at BIGINT NOT NULL,
                    legacy TEXT NOT NULL,
                    next TEXT NOT NULL,
                    message TEXT NOT NULL,
                    evidence TEXT NOT NULL,
                    PRIMARY KEY (finding, url)
                  )"""),
              List.of(
                  """
                  CREATE TABLE finding_hour (
                    hour BIGINT NOT NULL,
                    kind TEXT NOT NULL,
                    unit TEXT NOT NULL,
                    name TEXT NOT NULL,
                    amount BIGINT NOT NULL,
                    PRIMARY KEY (hour, kind, unit, name)
                  )"""),
              shared()));

  private FindingTables() {}

  /**
   * For many writers: each change has a revision, so that others read what is new, and an entry of
   * who made it. An example's place takes the part of its URL in the key, since PostgreSQL's keys
   * are shorter than URLs may be.
   */
  private static List<String> shared() {
    return List.of(
        "CREATE TABLE finding_clock (revision BIGINT NOT NULL)",
        "INSERT INTO finding_clock (revision) VALUES (1)",
        "CREATE TABLE " + BATCHES + " " + Batch.COLUMNS,
        "ALTER TABLE finding ADD COLUMN revision BIGINT NOT NULL DEFAULT 1",
        "CREATE INDEX finding_by_revision ON finding (revision)",
        "ALTER TABLE finding_hour ADD COLUMN revision BIGINT NOT NULL DEFAULT 1",
        "CREATE INDEX finding_hour_by_revision ON finding_hour (revision)",
        """
        CREATE TABLE finding_example (
          finding TEXT NOT NULL,
          place BIGINT NOT NULL,
          url TEXT NOT NULL,
          seen_at BIGINT NOT NULL,
          legacy TEXT NOT NULL,
          next TEXT NOT NULL,
          message TEXT NOT NULL,
          evidence TEXT NOT NULL,
          PRIMARY KEY (finding, place)
        )""",
        """
        INSERT INTO finding_example (finding, place, url, seen_at, legacy, next, message, evidence)
        SELECT finding, ROW_NUMBER() OVER (PARTITION BY finding ORDER BY seen_at DESC), url,
          seen_at, legacy, next, message, evidence FROM example""",
        "DROP TABLE example");
  }
}
