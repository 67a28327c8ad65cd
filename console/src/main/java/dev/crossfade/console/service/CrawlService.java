package dev.crossfade.console.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what crawlers are answered. Called on threads that may block. */
public interface CrawlService {
  /** What hits can be told apart by, in the order in which they are written. */
  enum Dimension {
    HOUR,
    CRAWLER,
    VERIFIED,
    BACKEND,
    STATUS,
    TEMPLATE
  }

  /**
   * The hits of the last hours.
   *
   * @param hours how many, the one under way among them
   * @param by what they are told apart by; what is not here is added up
   * @param only those that have these values; of all without any
   */
  Crawl crawl(int hours, Set<Dimension> by, Map<Dimension, String> only);

  /** The hits alone, told apart in several ways, of one and the same moment. */
  List<List<Hits>> crawlTables(int hours, List<Set<Dimension>> by, Map<Dimension, String> only);

  /**
   * What crawlers were answered.
   *
   * @param dropped requests that were one kind too many to be counted, since the start
   * @param store why nothing is written down at the moment; empty: it is
   */
  record Crawl(
      Instant from,
      Instant to,
      List<Hits> hits,
      List<Alarm> alarms,
      List<Flip> flips,
      long dropped,
      String store) {
    public Crawl {
      hits = List.copyOf(hits);
      alarms = List.copyOf(alarms);
      flips = List.copyOf(flips);
    }
  }

  /**
   * Requests that are alike.
   *
   * @param kind the dimensions that were asked for, by their names in lower case
   */
  record Hits(Map<String, Object> kind, long hits) {}

  /** Something that is not as it was. */
  record Alarm(
      String rule,
      String severity,
      String crawler,
      String backend,
      String template,
      String message,
      String evidence,
      Instant since) {}

  /** A page that a crawler got from both storefronts within a day. */
  record Flip(String url, String crawler, String to, Instant at) {}
}
