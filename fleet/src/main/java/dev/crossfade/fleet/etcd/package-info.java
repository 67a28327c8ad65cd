/**
 * Speaks with etcd, 3.4 or newer, by its JSON gateway. Start at {@link Etcd}: each call is given to
 * one member after the other until one answers, within a deadline. A call may thus be carried out
 * twice, and one whose answer was lost may have been carried out: callers ask for what does no harm
 * then, and read what became of it.
 *
 * <p>Answers are bounded in size. Neither errors nor logs hold passwords, tokens or values.
 */
@NullMarked
package dev.crossfade.fleet.etcd;

import org.jspecify.annotations.NullMarked;
