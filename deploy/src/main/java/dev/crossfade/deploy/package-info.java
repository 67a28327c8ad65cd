/**
 * The product: the only place that knows the whole house. Start at {@link
 * dev.crossfade.deploy.Main} for the commands, at {@link dev.crossfade.deploy.gateway.Gateway} for
 * how the modules are wired together.
 */
@NullMarked
package dev.crossfade.deploy;

import org.jspecify.annotations.NullMarked;
