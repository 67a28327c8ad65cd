package dev.crossfade.cohorts;

import dev.crossfade.config.model.Config;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads signed previews. */
@FunctionalInterface
public interface Previews {
  /** Nobody carries one. */
  Previews NONE = (_, _) -> null;

  /** Those that are signed, for a backend of this configuration, and not revoked by it. */
  static Previews signed(Signer signer, Config config) {
    return new SignedPreviews(
        signer, config.backends().keySet(), Set.copyOf(config.secrets().revokedPreviews()));
  }

  /** The one that the sender carries and that holds now; null: none. */
  @Nullable Preview of(RequestHead head, long nowMillis);
}
