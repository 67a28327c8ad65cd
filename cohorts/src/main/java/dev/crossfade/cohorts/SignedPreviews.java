package dev.crossfade.cohorts;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads previews from the address and the cookie; what is forged, over, revoked or for a backend
 * that is no more is as if it were not there. Immutable.
 */
final class SignedPreviews implements Previews {
  private static final long MILLIS = 1_000;

  private final Signer signer;
  private final Set<String> backends;
  private final Set<String> revoked;

  SignedPreviews(Signer signer, Set<String> backends, Set<String> revoked) {
    this.signer = signer;
    this.backends = Set.copyOf(backends);
    this.revoked = Set.copyOf(revoked);
  }

  /** The link wins: whoever follows a new one wants to see what it shows. */
  @Override
  public @Nullable Preview of(RequestHead head, long nowMillis) {
    String query = head.query();
    long place = query.isEmpty() ? -1 : Parameters.find(query, Preview.PARAMETER);
    if (place >= 0) {
      String token = query.substring(Parameters.from(place), Parameters.to(place));
      Preview linked = valid(token, nowMillis, true);
      if (linked != null) {
        return linked;
      }
    }
    String kept = head.cookie(Preview.COOKIE);
    return kept == null ? null : valid(kept, nowMillis, false);
  }

  private @Nullable Preview valid(String token, long nowMillis, boolean byLink) {
    PreviewToken read = PreviewToken.read(signer, token);
    if (read == null
        || read.expires() <= nowMillis / MILLIS
        || revoked.contains(read.id())
        || !backends.contains(read.backend())) {
      return null;
    }
    return new Preview(read.backend(), token, read.expires(), byLink);
  }
}
