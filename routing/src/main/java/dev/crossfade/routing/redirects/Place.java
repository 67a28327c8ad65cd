package dev.crossfade.routing.redirects;

/** Where something is written: messages and counters name it. Lines count from 1. */
public record Place(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
