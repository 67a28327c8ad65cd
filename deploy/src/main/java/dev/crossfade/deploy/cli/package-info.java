/**
 * The commands. Start at {@link dev.crossfade.deploy.cli.Cli}; a command is a class here. A command
 * of another package extends {@link dev.crossfade.deploy.cli.Speaking} and is handed to Cli.
 */
@NullMarked
package dev.crossfade.deploy.cli;

import org.jspecify.annotations.NullMarked;
