package dev.crossfade.proxy;

import java.io.IOException;
import java.util.Locale;

/** How the bytes of a client are cut into writes, of which nothing may depend. */
enum Delivery {
  WHOLE {
    @Override
    void send(Wire wire, byte[] bytes) throws IOException {
      wire.send(bytes);
    }
  },
  BYTE_BY_BYTE {
    @Override
    void send(Wire wire, byte[] bytes) throws IOException {
      for (byte b : bytes) {
        wire.send(new byte[] {b});
      }
    }
  };

  abstract void send(Wire wire, byte[] bytes) throws IOException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
