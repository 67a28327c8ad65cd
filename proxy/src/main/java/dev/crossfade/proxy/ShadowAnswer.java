package dev.crossfade.proxy;

/**
 * An answer as it came, for somebody to look at later. What it would set in a browser is not in it.
 *
 * @param type as Content-Type says; empty: it does not say
 * @param encoding as Content-Encoding says; empty: none
 * @param location where a redirect goes; empty: nowhere
 * @param body encoded as it came; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
public record ShadowAnswer(int status, String type, String encoding, String location, byte[] body) {
  static ShadowAnswer of(AnswerCopy copy) {
    return new ShadowAnswer(
        copy.status(),
        copy.first("content-type"),
        copy.first("content-encoding"),
        copy.first("location"),
        copy.body());
  }
}
