package dev.crossfade.routing.redirects;

/**
 * Where something is written: messages and counters name it. Lines count from 1; 0: what stands in
 * the place of a file says it all, such as {@code redirects[2]}.
 */
public record Place(String file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
