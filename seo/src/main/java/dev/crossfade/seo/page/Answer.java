package dev.crossfade.seo.page;

import dev.crossfade.seo.url.WebUrl;

/**
 * What a storefront answered to a GET.
 *
 * @param url as it was asked for, with the host that was asked
 * @param body without its content coding; nobody writes to it
 * @param cut whether the body goes on beyond what was read of it
 * @param firstByteNanos from the request to the answer's first byte; below 0: not measured
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and too large to be copied
public record Answer(
    WebUrl url, int status, Fields fields, byte[] body, boolean cut, long firstByteNanos) {}
