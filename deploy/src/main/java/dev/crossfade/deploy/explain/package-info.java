/**
 * What becomes of a request, and why? Start at {@link dev.crossfade.deploy.explain.Explainer} for
 * one request under one configuration, at {@link dev.crossfade.deploy.explain.Movement} for many
 * under two. Asks the very code that serves; sends nothing and changes nothing.
 */
@NullMarked
package dev.crossfade.deploy.explain;

import org.jspecify.annotations.NullMarked;
