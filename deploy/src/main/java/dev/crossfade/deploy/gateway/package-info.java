/**
 * A running gateway: every module, wired. Start at {@link dev.crossfade.deploy.gateway.Gateway};
 * the adapters beside it let one module serve another without knowing it.
 */
@NullMarked
package dev.crossfade.deploy.gateway;

import org.jspecify.annotations.NullMarked;
