/**
 * The commands. Start at {@link dev.crossfade.deploy.cli.Cli}; a command is a class here, those
 * that are not built yet stand in {@link dev.crossfade.deploy.cli.Planned}.
 */
@NullMarked
package dev.crossfade.deploy.cli;

import org.jspecify.annotations.NullMarked;
