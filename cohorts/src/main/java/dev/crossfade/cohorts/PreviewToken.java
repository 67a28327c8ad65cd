package dev.crossfade.cohorts;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a preview's link and cookie say, once their signature is taken off.
 *
 * @param backend the storefront that its holder sees
 * @param expires in seconds since 1970
 * @param id by which it can be revoked
 */
public record PreviewToken(String backend, long expires, String id) {
  /** What an id looks like; never like a number, so that YAML needs no quotes around it. */
  public static final String ID_PATTERN = "p[0-9a-f]{12}";

  private static final String PURPOSE = "preview";

  /** Longer is none of ours and not worth a signature: a backend's name has up to 64 letters. */
  private static final int LONGEST = 256;

  private static final int ID_BYTES = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one with an id of its own. */
  public static PreviewToken fresh(String backend, long expires) {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return new PreviewToken(backend, expires, 'p' + HexFormat.of().formatHex(id));
  }

  /** As it stands in the link and in the cookie; needs no escaping in either. */
  public String sign(Signer signer) {
    return signer.sign(PURPOSE, backend + '.' + expires + '.' + id);
  }

  /** Null: nobody of ours signed this, or by another version that writes them otherwise. */
  static @Nullable PreviewToken read(Signer signer, String token) {
    String payload = token.length() > LONGEST ? null : signer.verify(PURPOSE, token);
    if (payload == null) {
      return null;
    }
    int last = payload.lastIndexOf('.');
    int middle = payload.lastIndexOf('.', last - 1);
    if (middle < 0) {
      return null;
    }
    try {
      long expires = Long.parseLong(payload, middle + 1, last, 10);
      return new PreviewToken(payload.substring(0, middle), expires, payload.substring(last + 1));
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
