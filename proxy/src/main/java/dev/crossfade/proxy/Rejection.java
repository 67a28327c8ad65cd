package dev.crossfade.proxy;

import java.util.Locale;

/** Why a connection was turned away, or ended before anything of it could be called a request. */
enum Rejection {
  /** As many are open as {@code limits.connections} says. */
  LIMIT,
  /** Its event loop is behind, or the memory for buffers runs short. */
  OVERLOAD,
  /** It could not be accepted: the process has no file descriptor left. It waits in the kernel. */
  DESCRIPTORS,
  /** It could not be accepted for another reason. */
  ACCEPT,
  /** Where the PROXY protocol is spoken: no header in time, none at all, or of no trusted hop. */
  PROXY_HEADER,
  /** The TLS handshake failed or took longer than {@code limits.timeouts.tlsHandshake}. */
  TLS_HANDSHAKE,
  /** Not one request began within {@code limits.timeouts.header}, or over HTTP/2 none was whole. */
  HEAD_TIMEOUT,
  /** What only costs us, more often than {@code limits.h2} allows. */
  FLOOD,
  /** No HTTP/2 that can be followed. */
  MALFORMED,
  /** It was still busy when {@code limits.timeouts.drain} was over. */
  DRAIN;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** What it is called in metrics. */
  String word() {
    return word;
  }
}
