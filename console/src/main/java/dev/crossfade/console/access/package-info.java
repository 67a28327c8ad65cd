/**
 * Who may do what on the admin port, and how they show it. Start at {@link
 * dev.crossfade.console.access.Gatekeeper}, which every request passes. Everything is decided from
 * the request, the tokens that are configured at that moment, and sessions in memory: there is
 * nothing on disk to steal, and a token that is taken out of the configuration opens nothing more.
 */
@NullMarked
package dev.crossfade.console.access;

import org.jspecify.annotations.NullMarked;
