package dev.crossfade.proxy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What somebody was answered, as it came from the storefront: copied, not asked for again. Nothing
 * of the visitor's cookies and credentials is in it, nor what the answer would set in a browser.
 *
 * @param backend who answered
 * @param guarded whether the template is kept from next at the moment
 * @param toCrawler whether a crawler asked, or somebody who says to be one and was not disproved
 * @param withCookies whether the visitor sent cookies other than ours, so that the answer may be
 *     for nobody else
 * @param scheme by which the visitor asked: http or https
 * @param host without port
 * @param path as decisions see it
 * @param query without the question mark; empty: none
 * @param headers of the request that say in which language and for which device it is asked; names
 *     in lower case
 * @param fields of the answer that mean something to a search engine; names in lower case, all
 *     values in their order
 * @param body encoded as it came; nobody writes to it
 * @param firstByteNanos from the request to the answer's first byte
 * @param at when it was asked
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
public record Sample(
    String unit,
    String backend,
    boolean guarded,
    boolean toCrawler,
    boolean withCookies,
    String scheme,
    String host,
    String path,
    String query,
    Map<String, List<String>> headers,
    int status,
    Map<String, List<String>> fields,
    byte[] body,
    long firstByteNanos,
    Instant at) {
  public Sample {
    headers = Map.copyOf(headers);
    fields = Map.copyOf(fields);
  }

  /**
   * The same question for another storefront, or once more for the same.
   *
   * @param mostBody the longest answer that is read
   * @param patience until that answer begins
   */
  public Question question(String to, int mostBody, Duration patience) {
    return new Question(to, unit, scheme, host, path, query, headers, mostBody, patience);
  }
}
