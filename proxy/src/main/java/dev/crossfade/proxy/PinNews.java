package dev.crossfade.proxy;

import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Pinned;

/**
 * Something that happened to a pinned checkout, or to a cookie that carries one.
 *
 * @param backend where the checkout is; empty: nowhere, its cookie was refused
 * @param arm the group that it counts for
 * @param visitorKey a hash of the visitor's identity
 * @param issued when it began, in seconds since 1970; 0 where there is none
 */
public record PinNews(
    String pin,
    String backend,
    Decision.Arm arm,
    Pinned.Event event,
    long visitorKey,
    long issued) {}
