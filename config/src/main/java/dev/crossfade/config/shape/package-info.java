/**
 * How a configuration is made, told once. A record of the model with its annotations is the one
 * source: {@link dev.crossfade.config.shape.Shape} reads it, {@link
 * dev.crossfade.config.shape.Binder} fills it from YAML, {@link
 * dev.crossfade.config.shape.JsonSchema} tells editors about it, {@link
 * dev.crossfade.config.shape.ReferencePage} tells people. A new key is a new record component.
 */
@NullMarked
package dev.crossfade.config.shape;

import org.jspecify.annotations.NullMarked;
