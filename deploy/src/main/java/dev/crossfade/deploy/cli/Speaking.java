package dev.crossfade.deploy.cli;

import java.util.concurrent.Callable;

/** A command that is made with the streams it writes to; its result is the exit code. */
abstract class Speaking implements Callable<Integer> {
  private final Cli.Streams streams;

  Speaking(Cli.Streams streams) {
    this.streams = streams;
  }

  Cli.Streams streams() {
    return streams;
  }

  final void say(String line) {
    streams.out().println(line);
  }

  final void complain(String line) {
    streams.err().println(line);
  }
}
