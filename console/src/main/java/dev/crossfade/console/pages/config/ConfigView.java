package dev.crossfade.console.pages.config;

import dev.crossfade.config.Snapshot;
import dev.crossfade.console.service.AdminServices.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the active configuration says.
 *
 * @param snapshot null: none is active yet
 * @param text null: there is none that can be shown
 */
public record ConfigView(
    @Nullable Snapshot snapshot, @Nullable ShownText text, List<Version> versions) {
  public ConfigView {
    versions = List.copyOf(versions);
  }

  /** Whether a version is the one that is active. */
  public boolean isActive(Version version) {
    return snapshot != null && snapshot.version() == version.version();
  }
}
