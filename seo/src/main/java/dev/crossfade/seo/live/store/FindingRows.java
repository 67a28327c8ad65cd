package dev.crossfade.seo.live.store;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.Example;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Traffic;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups and examples as rows of the tables of {@link SqliteFindings}. */
final class FindingRows {
  static final String UPSERT =
      """
      INSERT INTO finding (id, unit, rule, template, severity, is_open, noise, first_seen,
        last_seen, opened, closed, seen, sightings, pages, clean, clean_before, visitors, crawlers,
        accepted_by, accepted_at, accepted_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, is_open = excluded.is_open,
        noise = excluded.noise, first_seen = excluded.first_seen, last_seen = excluded.last_seen,
        opened = excluded.opened, closed = excluded.closed, seen = excluded.seen,
        sightings = excluded.sightings, pages = excluded.pages, clean = excluded.clean,
        clean_before = excluded.clean_before,
        visitors = excluded.visitors, crawlers = excluded.crawlers,
        accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at,
        accepted_reason = excluded.accepted_reason""";

  static final String INSERT_EXAMPLE =
      """
      INSERT INTO example (finding, url, seen_at, legacy, next, message, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  static final String FINDINGS = "SELECT * FROM finding";
  static final String EXAMPLES =
      "SELECT url, seen_at, legacy, next, message, evidence FROM example WHERE finding = ?"
          + " ORDER BY seen_at DESC";

  private FindingRows() {}

  static void bind(PreparedStatement row, FindingGroup group) throws SQLException {
    Acceptance acceptance = group.acceptance();
    int at = 0;
    row.setString(++at, group.id());
    row.setString(++at, group.of().unit());
    row.setString(++at, group.rule().id());
    row.setString(++at, group.of().template());
    row.setString(++at, group.severity().name());
    row.setLong(++at, group.open() ? 1 : 0);
    row.setLong(++at, group.noise() ? 1 : 0);
    row.setLong(++at, group.first().toEpochMilli());
    row.setLong(++at, group.last().toEpochMilli());
    row.setLong(++at, group.opened().toEpochMilli());
    bind(row, ++at, group.closed());
    row.setLong(++at, group.count());
    row.setLong(++at, group.sightings());
    row.setLong(++at, group.pages());
    row.setLong(++at, group.clean());
    row.setLong(++at, group.before());
    row.setLong(++at, Math.round(group.traffic().visitors()));
    row.setLong(++at, Math.round(group.traffic().crawlers()));
    row.setString(++at, acceptance == null ? null : acceptance.by());
    bind(row, ++at, acceptance == null ? null : acceptance.at());
    row.setString(++at, acceptance == null ? null : acceptance.reason());
  }

  private static void bind(PreparedStatement row, int at, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      row.setNull(at, Types.BIGINT);
    } else {
      row.setLong(at, time.toEpochMilli());
    }
  }

  static void bind(PreparedStatement row, String finding, Example example) throws SQLException {
    row.setString(1, finding);
    row.setString(2, example.url());
    row.setLong(3, example.at().toEpochMilli());
    row.setString(4, example.legacy());
    row.setString(5, example.next());
    row.setString(6, example.message());
    row.setString(7, example.evidence());
  }

  static Example example(ResultSet row) throws SQLException {
    return new Example(
        row.getString("url"),
        time(row, "seen_at"),
        row.getString("legacy"),
        row.getString("next"),
        row.getString("message"),
        row.getString("evidence"));
  }

  /** Null: written by a version that has rules we do not know. */
  static @Nullable FindingGroup group(ResultSet row, List<Example> examples) throws SQLException {
    Rule rule = Rule.byId(row.getString("rule"));
    Severity severity = severity(row.getString("severity"));
    if (rule == null || severity == null) {
      return null;
    }
    long closed = row.getLong("closed");
    boolean isClosed = !row.wasNull();
    return new FindingGroup(
        new Pages(row.getString("unit"), row.getString("template")),
        rule,
        severity,
        row.getLong("is_open") != 0,
        row.getLong("noise") != 0,
        time(row, "first_seen"),
        time(row, "last_seen"),
        time(row, "opened"),
        isClosed ? Instant.ofEpochMilli(closed) : null,
        row.getLong("seen"),
        row.getLong("sightings"),
        row.getLong("pages"),
        row.getLong("clean"),
        row.getLong("clean_before"),
        new Traffic(row.getLong("visitors"), row.getLong("crawlers")),
        acceptance(row),
        examples);
  }

  private static @Nullable Severity severity(String name) {
    for (Severity severity : Severity.values()) {
      if (severity.name().equals(name)) {
        return severity;
      }
    }
    return null;
  }

  private static @Nullable Acceptance acceptance(ResultSet row) throws SQLException {
    String by = row.getString("accepted_by");
    return by == null
        ? null
        : new Acceptance(by, time(row, "accepted_at"), row.getString("accepted_reason"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
