/**
 * The bytes: listeners, exchanges, upstream connections, access log. Start at {@link
 * dev.crossfade.proxy.DataPlane} for its life, at {@link dev.crossfade.proxy.ClientConnection} for
 * a request's.
 *
 * <p>One event loop owns a client connection and the upstream connections it uses, so nothing here
 * takes a lock on the request path. Knows config, cohorts and routing; must not know rollout or
 * seo: what they need to see goes out through {@link dev.crossfade.proxy.OutcomeSink}, {@link
 * dev.crossfade.proxy.ShadowSink} and {@link dev.crossfade.proxy.SampleSink}, and what they want to
 * know themselves they ask by {@link dev.crossfade.proxy.DataPlane#ask}.
 */
@NullMarked
package dev.crossfade.proxy;

import org.jspecify.annotations.NullMarked;
