package dev.crossfade.proxy;

import java.util.function.Consumer;

/** Owns one connection for the sake of one line; ends with it. On its event loop. */
final class UpstreamH2Once implements UpstreamH2Connection.Owner {
  private final String name;
  private final Consumer<UpstreamLine> onLine;
  private final Runnable onFailure;
  private boolean lent;

  /**
   * @param onFailure told if there is no line
   */
  UpstreamH2Once(String name, Consumer<UpstreamLine> onLine, Runnable onFailure) {
    this.name = name;
    this.onLine = onLine;
    this.onFailure = onFailure;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void onRoom(UpstreamH2Connection connection) {
    if (lent) {
      if (connection.isIdle()) {
        connection.leave();
      }
    } else if (connection.hasRoom()) {
      lent = true;
      onLine.accept(connection.open());
    }
  }

  @Override
  public void onLeaving(UpstreamH2Connection connection) {}

  @Override
  public void onClosed(UpstreamH2Connection connection, Failure failure) {
    if (!lent) {
      lent = true;
      onFailure.run();
    }
  }
}
