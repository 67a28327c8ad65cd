package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.sitemap.HashedUrls;
import dev.crossfade.seo.url.WebUrl;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Language versions that pages name, and whether each is named in return: a version that does not
 * name the page back is not believed. Remembers hashes, and keeps the names in a file until the
 * end. One thread at a time.
 */
final class Versions implements AutoCloseable {
  /** The first word of a fact: whoever names the version. */
  static final String LISTED = "listed";

  static final String ON_PAGE = "onpage";

  /** More pages with versions of one another than this make no site better known. */
  private static final int MOST_TOLD_EACH = 20;

  private final HashedUrls named = new HashedUrls();
  private @Nullable Path file;
  private @Nullable BufferedWriter out;

  /** A version. */
  record Version(String code, WebUrl url) {}

  /** Facts for {@link #learn}: {@code listed /de/ de https://…}. */
  static List<String> facts(String who, WebUrl from, List<Version> versions) {
    List<String> facts = new ArrayList<>();
    for (Version version : versions) {
      if (!version.url().equals(from)) {
        facts.add(who + " " + from + " " + version.code().replace(' ', '_') + " " + version.url());
      }
    }
    return facts;
  }

  static boolean isOne(String fact) {
    return fact.startsWith(LISTED + " ") || fact.startsWith(ON_PAGE + " ");
  }

  /** Takes in a fact. */
  void learn(String fact) throws IOException {
    String[] words = fact.split(" ", 4);
    named.add(words[0] + words[1] + " " + words[3]);
    if (out == null) {
      file = Files.createTempFile("crossfade-versions-", ".txt");
      out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }
    out.write(fact + "\n");
  }

  /**
   * Tells which versions do not name the page back.
   *
   * @param listed whether a map lists the page; of others nobody knows what they name
   * @param read whether the page itself was read
   */
  void judge(
      Found.Words words, Predicate<WebUrl> listed, Predicate<WebUrl> read, Consumer<Finding> more)
      throws IOException {
    if (file == null || out == null) {
      return;
    }
    out.flush();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String last = "";
      Found found = new Found(words);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split(" ", 4);
        if (!last.equals(parts[1])) {
          found.all().forEach(more);
          found = new Found(words);
          last = parts[1];
        }
        if (found.size() < MOST_TOLD_EACH) {
          judge(parts, parts[0].equals(LISTED) ? listed : read, found);
        }
      }
      found.all().forEach(more);
    }
  }

  private void judge(String[] fact, Predicate<WebUrl> known, Found found) {
    String who = fact[0];
    String from = fact[1];
    String to = fact[3];
    if (known.test(WebUrl.of(to)) && !named.contains(who + to + " " + from)) {
      found.add(
          Rule.SEO_HREFLANG,
          from,
          fact[2] + ": " + to,
          (who.equals(LISTED) ? "is listed with the version " : "names the version ")
              + to
              + " ("
              + fact[2]
              + "), which does not name it back",
          "");
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
