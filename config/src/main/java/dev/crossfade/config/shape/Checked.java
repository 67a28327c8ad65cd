package dev.crossfade.config.shape;

/**
 * A record with rules that concern several of its keys. Called once, after every key by itself was
 * read without a problem.
 */
public interface Checked {
  void check(Complaints complaints);
}
