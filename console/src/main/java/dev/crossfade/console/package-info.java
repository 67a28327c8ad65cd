/**
 * What do people see and do? The admin port: health, metrics and the API. Start at {@link
 * dev.crossfade.console.AdminServer}; what it shows and does comes through {@link
 * dev.crossfade.console.service.AdminServices}, so that it knows nothing of the data path.
 */
@NullMarked
package dev.crossfade.console;

import org.jspecify.annotations.NullMarked;
