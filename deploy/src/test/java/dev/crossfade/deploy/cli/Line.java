package dev.crossfade.deploy.cli;

import java.io.Closeable;
import java.io.IOException;

/** A client's connection. One thread at a time. */
interface Line extends Closeable {
  /** Asks for the shop's page and fails unless it comes whole. */
  void ask() throws IOException;

  /** Whether the server has said that there will be no further answer here. */
  boolean isLast();
}
