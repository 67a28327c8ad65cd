/**
 * What the admin port asks of the gateway, one interface a subject. Start at {@link
 * dev.crossfade.console.service.AdminServices}. Knows nothing of HTTP.
 */
@NullMarked
package dev.crossfade.console.service;

import org.jspecify.annotations.NullMarked;
