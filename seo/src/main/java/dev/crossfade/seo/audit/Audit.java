package dev.crossfade.seo.audit;

import dev.crossfade.seo.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One audit: its subjects, and what to make of each. {@link #check} is called by many threads at
 * once, everything else by one at a time.
 *
 * @param <S> what is looked at, one after the other: a URL, a redirect
 */
public interface Audit<S> extends Closeable {
  /**
   * Tells the subjects, the same in the same order each time it is called; they may be millions and
   * are not held. The consumer blocks while enough are being checked, and throws when no more are
   * wanted.
   */
  void subjects(Consumer<S> each) throws IOException, InterruptedException;

  /** Asks and judges one; an interrupt means that nobody wants to know any more. */
  Checked check(S subject) throws InterruptedException;

  /**
   * Takes in a fact that {@link #check} gave, in this run or in the one that was interrupted. What
   * is to be told at the end is counted here and not in {@code check}.
   */
  default void learn(String fact) {
    throw new IllegalStateException("no facts are given by this audit: " + fact);
  }

  /**
   * Everything was checked, or as much as there was time for.
   *
   * @param more takes findings that are of no single subject
   */
  default Conclusion conclude(Consumer<Finding> more) throws InterruptedException {
    return Conclusion.NONE;
  }

  /** It is over and told; what it keeps on disk is gone. */
  @Override
  default void close() throws IOException {}
}
