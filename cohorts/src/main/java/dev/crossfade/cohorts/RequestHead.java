package dev.crossfade.cohorts;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may look at: the head of a request, already validated, behind whatever carries
 * it. Only for the length of the call that it is handed to.
 */
public interface RequestHead {
  String method();

  /** The host asked for, lower case, without port. */
  String host();

  /** The path as it will be forwarded, without query. */
  String path();

  /** What follows the question mark; empty when nothing does. */
  String query();

  /** Whether the client spoke https, to us or to a trusted hop. */
  boolean secure();

  /** The first header of this name, in any case. */
  @Nullable String header(String name);

  /** The first cookie of this name. */
  @Nullable String cookie(String name);

  /** The visitor's address, as far as trusted hops tell it. */
  InetAddress client();

  /** Whether the hop that speaks to us is trusted to tell who the visitor is. */
  boolean fromTrustedHop();
}
