/**
 * The commands of {@code crossfade bench}: measurements that anyone can repeat. Start at {@link
 * dev.crossfade.deploy.bench.BenchCommand}; a measurement is a command there, docs/performance.md
 * has its figures.
 *
 * <p>Most of them put a {@link BenchStage} on: an origin and a gateway, each a process pinned to a
 * core, and a client from dev.crossfade.loadtest or from Debian. Nothing of the gateway knows of
 * this package, so that what is measured is what runs.
 */
@NullMarked
package dev.crossfade.deploy.bench;

import org.jspecify.annotations.NullMarked;
