package dev.crossfade.console.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what would become of a request that nobody has sent. Called on threads that may block. */
public interface ExplainService {
  Answer explain(Question question);

  /**
   * A request as it is described.
   *
   * @param method null: GET
   * @param ip the visitor's address; null: one that belongs to nobody
   * @param country what geo would tell; null: it is asked
   * @param headers as {@code name: value}
   * @param cookies as {@code name=value}
   * @param bucket the visitor is one who is in this bucket of the unit; null: as the cookies say
   */
  record Question(
      String url,
      @Nullable String method,
      @Nullable String ip,
      @Nullable String country,
      List<String> headers,
      List<String> cookies,
      @Nullable Integer bucket) {
    public Question {
      headers = List.copyOf(headers);
      cookies = List.copyOf(cookies);
    }
  }

  /** What comes of a question. */
  sealed interface Answer {}

  /**
   * Nobody can tell what is meant; the message says why, and what was expected.
   *
   * @param field of the question, such as {@code url}; empty: none of them
   */
  record Unclear(String field, String message) implements Answer {}

  /**
   * The decision, and every step that led to it.
   *
   * @param action serve, redirect, gone or reject
   * @param status what the gateway itself answers; null: the backend answers
   * @param exposure in percent; null: it was not asked, as with the bucket
   */
  record Explanation(
      String action,
      @Nullable String backend,
      @Nullable Integer status,
      @Nullable String location,
      @Nullable String unit,
      List<String> cohorts,
      @Nullable Integer bucket,
      @Nullable Double exposure,
      String reason,
      List<Step> trace)
      implements Answer {
    public Explanation {
      cohorts = List.copyOf(cohorts);
      trace = List.copyOf(trace);
    }
  }

  /**
   * One step.
   *
   * @param text what happened
   * @param path the key of the configuration that caused it; empty: none did
   * @param place where that is written, such as {@code crossfade.yaml:14:9}; null: nowhere
   */
  record Step(String text, String path, @Nullable String place) {}
}
