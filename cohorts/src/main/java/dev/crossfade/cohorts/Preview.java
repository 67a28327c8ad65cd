package dev.crossfade.cohorts;

/**
 * A promise, signed by an operator, that its holder sees a storefront.
 *
 * @param backend the storefront
 * @param token as it stands in the link and in the cookie
 * @param expires in seconds since 1970
 * @param byLink it came in the address, so the cookie must be set
 */
public record Preview(String backend, String token, long expires, boolean byLink) {
  /** The cookie that keeps it. */
  public static final String COOKIE = "cf_preview";

  /** The query parameter that brings it. */
  public static final String PARAMETER = "cf_preview";
}
