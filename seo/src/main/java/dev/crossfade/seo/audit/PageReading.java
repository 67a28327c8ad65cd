package dev.crossfade.seo.audit;

import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import java.util.concurrent.Semaphore;

/**
 * Reads pages, no more at once than there are cores: a page takes many times its bytes while it is
 * read, and more at once are read no sooner. Thread-safe.
 */
public final class PageReading {
  private final PageReader reader;
  private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());

  public PageReading(PageReader reader) {
    this.reader = reader;
  }

  /** What this answer tells a search engine. */
  public Page read(Answer answer) throws InterruptedException {
    atOnce.acquire();
    try {
      return reader.read(answer);
    } finally {
      atOnce.release();
    }
  }
}
