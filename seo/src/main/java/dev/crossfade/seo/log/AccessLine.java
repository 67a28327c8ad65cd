package dev.crossfade.seo.log;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as a log tells it.
 *
 * @param client null: the log has a name or nothing there
 * @param host null: it is not logged
 * @param path without its query
 * @param query empty: none
 * @param status 0: nobody was answered
 * @param agent null: none
 * @param backend who served it; null: the log does not say
 * @param crawler as our own log writes it: {@code googlebot}, {@code googlebot?} unverified, {@code
 *     googlebot!} disproved; null: it does not say
 */
public record AccessLine(
    Instant at,
    @Nullable InetAddress client,
    @Nullable String host,
    String method,
    String path,
    String query,
    int status,
    @Nullable String agent,
    @Nullable String backend,
    @Nullable String crawler) {}
