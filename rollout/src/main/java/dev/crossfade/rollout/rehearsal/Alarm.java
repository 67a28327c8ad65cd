package dev.crossfade.rollout.rehearsal;

import java.time.Duration;
import java.time.Instant;

/**
 * The moment at which a gate first acted.
 *
 * @param gate what people call it
 * @param sentence its verdict, with the figures
 * @param at when, by the virtual clock
 * @param basisPoints the exposure at that moment
 * @param requests how many of next had been answered since the fault began; 0 without a fault
 * @param after how long the fault had lasted; zero without a fault
 * @param visitors about how many visitors had met with the fault
 */
public record Alarm(
    String gate,
    String sentence,
    Instant at,
    int basisPoints,
    long requests,
    Duration after,
    long visitors) {

  /** The same at another exposure: the one before it was taken away. */
  Alarm at(int exposure) {
    return new Alarm(gate, sentence, at, exposure, requests, after, visitors);
  }
}
