package dev.crossfade.config;

public final class Reloader {}
