package dev.crossfade.rollout;

/**
 * Where live exposures go. Called under the lock of the unit, in order, first when the unit is
 * configured: it must neither wait nor call back. If it throws it is told again at the next tick.
 */
@FunctionalInterface
public interface ExposureSink {
  void expose(String unit, LiveExposure exposure);
}
