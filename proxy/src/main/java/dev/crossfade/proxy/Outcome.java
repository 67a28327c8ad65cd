package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Nothing of a visitor's cookies, tokens or credentials is in it.
 *
 * @param decision null: it was refused before anything was decided
 * @param status what the client was answered; 0: nothing, it had gone
 * @param firstByteNanos until the first byte of the backend's answer; −1: there was none
 * @param endpoint the one that was asked last
 * @param retries how often the request was sent again
 * @param error why it went wrong, from a fixed list; null: it did not
 */
public record Outcome(
    Instant at,
    String id,
    InetAddress client,
    String method,
    String host,
    String path,
    String query,
    String protocol,
    int status,
    long bytesIn,
    long bytesOut,
    long durationNanos,
    long firstByteNanos,
    Decision.@Nullable Serve decision,
    @Nullable String endpoint,
    int retries,
    @Nullable String userAgent,
    @Nullable String referer,
    @Nullable Failure error) {}
