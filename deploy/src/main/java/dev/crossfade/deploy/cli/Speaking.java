package dev.crossfade.deploy.cli;

import java.util.concurrent.Callable;

/** A command that is made with the streams it writes to; its result is the exit code. */
public abstract class Speaking implements Callable<Integer> {
  private final Cli.Streams streams;

  protected Speaking(Cli.Streams streams) {
    this.streams = streams;
  }

  protected final Cli.Streams streams() {
    return streams;
  }

  protected final void say(String line) {
    streams.out().println(line);
  }

  protected final void complain(String line) {
    streams.err().println(line);
  }
}
