package dev.crossfade.deploy.demo;

/** An application that can serve the shop. Called from many threads at once. */
sealed interface Storefront permits LegacyStorefront, NextStorefront {
  /** Its role, as {@code X-Served-By} tells it. */
  String name();

  Reply answer(Request request) throws InterruptedException;
}
