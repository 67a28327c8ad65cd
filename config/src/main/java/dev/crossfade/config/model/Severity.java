package dev.crossfade.config.model;

/** How bad a finding is, worst first. */
public enum Severity {
  CRITICAL,
  MAJOR,
  MINOR
}
