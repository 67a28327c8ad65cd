package dev.crossfade.routing;

import dev.crossfade.cohorts.Signer;
import org.jspecify.annotations.Nullable;

/**
 * The promise that one visitor's checkout stays where it is. Whoever carries it needs no memory of
 * ours: any gateway with the same keys keeps the promise.
 *
 * @param id random: what happens to one checkout is counted once
 * @param pin which of the configuration's pins
 * @param backend where the checkout is
 * @param arm the group that it counts for
 * @param issued when it began, in seconds since 1970
 * @param seen when the visitor was last here, as far as the ticket tells
 */
public record PinTicket(
    long id, String pin, String backend, Decision.Arm arm, long issued, long seen) {
  private static final String PURPOSE = "pin";
  private static final int PARTS = 6;
  private static final int RADIX = 36;
  private static final int LONGEST = 512;

  /** As it stands in the cookie. */
  String signed(Signer signer) {
    return signer.sign(
        PURPOSE,
        pin
            + ':'
            + backend
            + ':'
            + arm.word()
            + ':'
            + Long.toUnsignedString(id, RADIX)
            + ':'
            + Long.toString(issued, RADIX)
            + ':'
            + Long.toString(seen, RADIX));
  }

  /** Null: we never signed this, or with a key that is no more. */
  static @Nullable PinTicket read(String cookie, Signer signer) {
    if (cookie.length() > LONGEST) {
      return null;
    }
    String payload = signer.verify(PURPOSE, cookie);
    return payload == null ? null : parse(payload);
  }

  /** What was signed by us is well formed, unless by a release that wrote it otherwise. */
  private static @Nullable PinTicket parse(String payload) {
    String[] parts = payload.split(":", -1);
    if (parts.length != PARTS) {
      return null;
    }
    try {
      return new PinTicket(
          Long.parseUnsignedLong(parts[3], RADIX),
          parts[0],
          parts[1],
          Decision.Arm.of(parts[2]),
          Long.parseLong(parts[4], RADIX),
          Long.parseLong(parts[5], RADIX));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  PinTicket seenAt(long seconds) {
    return new PinTicket(id, pin, backend, arm, issued, seconds);
  }
}
