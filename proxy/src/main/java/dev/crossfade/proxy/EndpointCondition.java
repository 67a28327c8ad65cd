package dev.crossfade.proxy;

import java.time.Duration;

/** What is thought of an endpoint at one moment, and why. */
public sealed interface EndpointCondition {
  /**
   * It takes its part.
   *
   * @param checked whether checks say so; if not, nothing but its requests does
   */
  record Healthy(boolean checked) implements EndpointCondition {}

  /**
   * Nobody has asked it yet.
   *
   * @param awaitsCheck whether a check will
   */
  record Unknown(boolean awaitsCheck) implements EndpointCondition {}

  /**
   * It was out, and gets more little by little.
   *
   * @param percent the share of its turns that it takes part in
   * @param left until it takes part in all of them
   */
  record Returning(int percent, Duration left) implements EndpointCondition {}

  /**
   * Its requests failed.
   *
   * @param age for how long
   * @param left for how much longer
   */
  record Ejected(String why, Duration age, Duration left) implements EndpointCondition {}

  /**
   * Its requests fail, and it takes its part all the same: nobody else could, or too many are out.
   *
   * @param age for how long
   */
  record Failing(String why, Duration age) implements EndpointCondition {}

  /**
   * Its checks failed.
   *
   * @param age for how long
   */
  record Unhealthy(String why, Duration age) implements EndpointCondition {}
}
