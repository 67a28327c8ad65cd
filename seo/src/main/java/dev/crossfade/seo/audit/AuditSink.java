package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;

/** Takes what an audit finds, as it finds it. Thread-safe. */
public interface AuditSink {
  /** One more URL is done with, whatever was found; all that was found of it was told before. */
  void checked(String url);

  void found(Finding finding);
}
