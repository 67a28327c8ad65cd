package dev.crossfade.deploy.gateway;

import java.util.List;

/** A gateway that could not start. Nothing of it runs; each line is for the operator. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  public StartFailure(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
