package dev.crossfade.seo.live.store;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.group.Acceptance;
import dev.crossfade.seo.live.group.Example;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.group.Traffic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Groups and examples as rows of the tables of {@link FindingTables}. */
final class FindingRows {
  static final String UPSERT =
      """
      INSERT INTO finding (id, unit, rule, template, severity, is_open, noise, first_seen,
        last_seen, opened, closed, seen, sightings, pages, clean, clean_before, visitors, crawlers,
        accepted_by, accepted_at, accepted_reason, revision)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, is_open = excluded.is_open,
        noise = excluded.noise, first_seen = excluded.first_seen, last_seen = excluded.last_seen,
        opened = excluded.opened, closed = excluded.closed, seen = excluded.seen,
        sightings = excluded.sightings, pages = excluded.pages, clean = excluded.clean,
        clean_before = excluded.clean_before,
        visitors = excluded.visitors, crawlers = excluded.crawlers,
        accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at,
        accepted_reason = excluded.accepted_reason, revision = excluded.revision""";

  static final String INSERT_EXAMPLE =
      """
      INSERT INTO finding_example (finding, place, url, seen_at, legacy, next, message, evidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

  static final String CLEAR_EXAMPLES = "DELETE FROM finding_example WHERE finding = ?";

  private static final String SINCE = "SELECT * FROM finding WHERE revision > ?";
  private static final String EXAMPLES_SINCE =
      """
      SELECT finding, url, seen_at, legacy, next, message, evidence FROM finding_example
      WHERE finding IN (SELECT id FROM finding WHERE revision > ?) ORDER BY finding, place""";

  private static final String ONE = "SELECT * FROM finding WHERE id = ?";
  private static final String EXAMPLES_OF_ONE =
      """
      SELECT finding, url, seen_at, legacy, next, message, evidence FROM finding_example
      WHERE finding = ? ORDER BY place""";

  private FindingRows() {}

  /** Groups that changed after a revision. */
  static List<FindingGroup> since(Connection connection, long revision) throws SQLException {
    try (PreparedStatement groups = connection.prepareStatement(SINCE);
        PreparedStatement examples = connection.prepareStatement(EXAMPLES_SINCE)) {
      groups.setLong(1, revision);
      examples.setLong(1, revision);
      return groups(groups, examples);
    }
  }

  /** Those that are there. */
  static Map<String, FindingGroup> byId(Connection connection, Set<String> ids)
      throws SQLException {
    Map<String, FindingGroup> found = new LinkedHashMap<>();
    try (PreparedStatement one = connection.prepareStatement(ONE);
        PreparedStatement examples = connection.prepareStatement(EXAMPLES_OF_ONE)) {
      for (String id : ids) {
        one.setString(1, id);
        examples.setString(1, id);
        groups(one, examples).forEach(group -> found.put(group.id(), group));
      }
    }
    return found;
  }

  private static List<FindingGroup> groups(PreparedStatement groups, PreparedStatement examples)
      throws SQLException {
    Map<String, List<Example>> byFinding = new HashMap<>();
    try (ResultSet row = examples.executeQuery()) {
      while (row.next()) {
        byFinding
            .computeIfAbsent(String.valueOf(row.getString("finding")), _ -> new ArrayList<>())
            .add(example(row));
      }
    }
    List<FindingGroup> found = new ArrayList<>();
    try (ResultSet row = groups.executeQuery()) {
      while (row.next()) {
        String id = String.valueOf(row.getString("id"));
        FindingGroup group = group(row, byFinding.getOrDefault(id, List.of()));
        if (group != null) {
          found.add(group);
        }
      }
    }
    return found;
  }

  static void bind(PreparedStatement row, FindingGroup group, long revision) throws SQLException {
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
    row.setString(++at, acceptance == null ? null : text(acceptance.by()));
    bind(row, ++at, acceptance == null ? null : acceptance.at());
    row.setString(++at, acceptance == null ? null : text(acceptance.reason()));
    row.setLong(++at, revision);
  }

  private static void bind(PreparedStatement row, int at, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      row.setNull(at, Types.BIGINT);
    } else {
      row.setLong(at, time.toEpochMilli());
    }
  }

  static void bind(PreparedStatement row, String finding, int place, Example example)
      throws SQLException {
    row.setString(1, finding);
    row.setLong(2, place);
    row.setString(3, text(example.url()));
    row.setLong(4, example.at().toEpochMilli());
    row.setString(5, text(example.legacy()));
    row.setString(6, text(example.next()));
    row.setString(7, text(example.message()));
    row.setString(8, text(example.evidence()));
  }

  /** Pages may say anything, and PostgreSQL has no place for the character of code 0. */
  private static String text(String said) {
    return said.replace('\0', '\uFFFD');
  }

  private static Example example(ResultSet row) throws SQLException {
    return new Example(
        row.getString("url"),
        time(row, "seen_at"),
        row.getString("legacy"),
        row.getString("next"),
        row.getString("message"),
        row.getString("evidence"));
  }

  /** Null: written by a version that has rules we do not know. */
  private static @Nullable FindingGroup group(ResultSet row, List<Example> examples)
      throws SQLException {
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
