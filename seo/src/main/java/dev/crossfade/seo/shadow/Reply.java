package dev.crossfade.seo.shadow;

/**
 * What a storefront answered.
 *
 * @param type as Content-Type says; empty: it does not say
 * @param encoding as Content-Encoding says; empty: none
 * @param location where a redirect goes; empty: nowhere
 * @param body encoded as it came; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
public record Reply(int status, String type, String encoding, String location, byte[] body) {}
