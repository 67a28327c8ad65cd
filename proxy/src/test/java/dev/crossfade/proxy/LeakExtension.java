package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that lost a buffer, a TLS engine or whatever else Netty counts. Registered for
 * every test of the module by META-INF/services.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {
  static {
    Leaks.install();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // Only that this class is there before any buffer is.
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(Leaks.collect()).as("leaks of %s", context.getDisplayName()).isEmpty();
  }
}
