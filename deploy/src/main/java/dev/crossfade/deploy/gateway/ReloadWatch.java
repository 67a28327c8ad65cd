package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Reload;
import dev.crossfade.console.service.AdminServices.RefusedReload;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers what stood in the way of the last reload. Thread-safe. */
final class ReloadWatch {
  private final Clock clock;
  private volatile @Nullable RefusedReload refused;

  ReloadWatch(Clock clock) {
    this.clock = clock;
  }

  void onReload(Reload reload) {
    refused =
        switch (reload) {
          case Reload.Applied _ -> null;
          case Reload.Refused(var problems) -> new RefusedReload(clock.instant(), problems);
        };
  }

  /** Empty: the last one was applied. */
  Optional<RefusedReload> refused() {
    return Optional.ofNullable(refused);
  }
}
