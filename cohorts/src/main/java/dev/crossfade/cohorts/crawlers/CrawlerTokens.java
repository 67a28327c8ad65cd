package dev.crossfade.cohorts.crawlers;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the first of the known crawlers that a User-Agent names, in one pass and without allocating
 * ({@code RecogniseBenchmark}). A token counts where it is a word of its own: {@code Googlebot/2.1}
 * and {@code Googlebot-Image} are, {@code MyGooglebotty} is not. Immutable.
 */
final class CrawlerTokens {
  static final int NONE = -1;

  /*
   * A trie over the tokens, walked from the beginning of each word: nearly every word of a browser
   * ends its walk at the first or second letter. Characters are of a class, class 0 is in no token;
   * a node is where its row of the table begins, and 0, where the root's does, means that no token
   * goes on: class 0 leads there from everywhere.
   */
  private static final int ROOT = 0;
  private static final int ASCII = 128;
  private static final boolean[] WORD = new boolean[ASCII];

  static {
    Arrays.fill(WORD, '0', '9' + 1, true);
    Arrays.fill(WORD, 'A', 'Z' + 1, true);
    Arrays.fill(WORD, 'a', 'z' + 1, true);
  }

  private final byte[] classes = new byte[ASCII];
  private final int width;
  private final int[] next;
  private final short[] ends;

  private CrawlerTokens(List<KnownCrawler> crawlers) {
    width = assignClasses(crawlers);
    int letters =
        crawlers.stream().flatMap(c -> c.tokens().stream()).mapToInt(String::length).sum();
    next = new int[(letters + 1) * width];
    ends = new short[(letters + 1) * width];
    Arrays.fill(ends, (short) NONE);
    int used = width;
    for (int i = 0; i < crawlers.size(); i++) {
      for (String token : crawlers.get(i).tokens()) {
        used = add(token, i, used);
      }
    }
  }

  /**
   * @param crawlers in the order of precedence
   */
  static CrawlerTokens of(List<KnownCrawler> crawlers) {
    return new CrawlerTokens(crawlers);
  }

  private int assignClasses(List<KnownCrawler> crawlers) {
    int count = 1;
    for (KnownCrawler crawler : crawlers) {
      for (String token : crawler.tokens()) {
        for (int i = 0; i < token.length(); i++) {
          char c = token.charAt(i);
          if (classes[c] == 0) {
            classes[c] = (byte) count;
            classes[Character.toUpperCase(c)] = (byte) count;
            count++;
          }
        }
      }
    }
    return count;
  }

  private int add(String token, int crawler, int firstFree) {
    int free = firstFree;
    int node = ROOT;
    for (int i = 0; i < token.length(); i++) {
      int at = node + classes[token.charAt(i)];
      if (next[at] == ROOT) {
        next[at] = free;
        free += width;
      }
      node = next[at];
    }
    if (ends[node] == NONE) {
      ends[node] = (short) crawler;
    }
    return free;
  }

  /** The place of the crawler in the list; {@link #NONE}: it names none. */
  int find(String userAgent) {
    int best = NONE;
    boolean within = false;
    for (int at = 0; at < userAgent.length(); at++) {
      boolean word = isWord(userAgent.charAt(at));
      if (word && !within) {
        int found = walk(userAgent, at);
        if (found == 0) {
          return 0; // nobody comes before them
        }
        if (found != NONE && (best == NONE || found < best)) {
          best = found;
        }
      }
      within = word;
    }
    return best;
  }

  /** The first crawler of whom a token begins here. */
  private int walk(String text, int from) {
    int best = NONE;
    int node = ROOT;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      node = c < ASCII ? next[node + classes[c]] : ROOT;
      if (node == ROOT) {
        break;
      }
      int end = ends[node];
      if (end != NONE
          && (best == NONE || end < best)
          && (at + 1 == text.length() || !isWord(text.charAt(at + 1)))) {
        best = end;
      }
    }
    return best;
  }

  private static boolean isWord(char c) {
    return c < ASCII && WORD[c];
  }
}
