package dev.crossfade.rollout.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configs that were active, with their text: what config reload needs of the journal. The
 * newest one is the active one; going back to an older one records its text again, as a new
 * version.
 *
 * <p>Entries of kind {@value #KIND} are written here only. Thread-safe; recording blocks on the
 * disk.
 */
public final class ConfigVersions {
  /** The kind of the entries that hold a config version. */
  public static final String KIND = "config";

  /** How many versions are kept unless said otherwise. */
  public static final int KEPT = 20;

  private final Journal journal;
  private final int kept;

  /**
   * @param kept how many versions to show; no more than the journal's {@link Retention} keeps of
   *     {@link #KIND}
   */
  public ConfigVersions(Journal journal, int kept) {
    this.journal = requireNonNull(journal, "journal");
    if (kept < 1) {
      throw new IllegalArgumentException("kept: " + kept + " (expected: 1 or more)");
    }
    this.kept = kept;
  }

  /**
   * Records a config that has become active, unless its text is that of the active version.
   *
   * @return the number of the version that has this text: a new one, or the active one
   * @throws JournalException if it could not be made durable
   */
  public long record(String text, String source, String actor, String reason) {
    requireNonNull(text, "text");
    while (true) {
      long last = journal.lastSeq();
      Optional<ObjectNode> active =
          journal.newest(KIND, 1).stream().map(JournalEntry::body).findFirst();
      long version = active.map(ConfigVersions::version).orElse(0L);
      if (active.isPresent() && text(active.get()).equals(text)) {
        return version;
      }
      Draft draft = new Draft(actor, KIND, source, reason, body(version + 1, text));
      if (journal.appendAfter(last, draft).isPresent()) {
        return version + 1;
      }
    }
  }

  /** The versions that are kept, newest first. */
  public List<ConfigVersion> list() {
    return journal.newest(KIND, kept).stream().map(ConfigVersions::toVersion).toList();
  }

  /** The text of a version; empty if there never was such a version, or it is no longer kept. */
  public Optional<String> text(long version) {
    return journal.newest(KIND, kept).stream()
        .map(JournalEntry::body)
        .filter(body -> version(body) == version)
        .map(ConfigVersions::text)
        .findFirst();
  }

  /** The newest version that has this text. */
  public OptionalLong find(String text) {
    return journal.newest(KIND, kept).stream()
        .map(JournalEntry::body)
        .filter(body -> text(body).equals(text))
        .mapToLong(ConfigVersions::version)
        .findFirst();
  }

  private static ConfigVersion toVersion(JournalEntry entry) {
    ObjectNode body = entry.body();
    return new ConfigVersion(
        version(body),
        entry.at(),
        entry.subject(),
        entry.actor(),
        entry.reason(),
        body.required("sha256").stringValue(),
        body.required("size").longValue());
  }

  private static ObjectNode body(long version, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", version)
        .put("sha256", HexFormat.of().formatHex(sha256().digest(bytes)))
        .put("size", bytes.length)
        .put("text", text);
  }

  private static long version(ObjectNode body) {
    return body.required("version").longValue();
  }

  private static String text(ObjectNode body) {
    return body.required("text").stringValue();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }
}
