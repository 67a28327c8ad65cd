package dev.crossfade.routing.redirects.loading;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a file was when it was read. Its time says nothing: another content may be written within
 * the same tick of the clock, and a file may be touched or copied back. So the content decides.
 */
record FileStamp(Path file, long size, long hash) {
  private static final int WINDOW = 1 << 18;

  static FileStamp of(Path file) throws IOException {
    long size = Files.size(file);
    HashStream64 hash = Hashing.xxh3_64().hashStream();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] window = new byte[WINDOW];
      for (int got = in.read(window); got >= 0; got = in.read(window)) {
        hash.putBytes(window, 0, got);
      }
    }
    return new FileStamp(file, size, hash.getAsLong());
  }

  /** Whether the file still says the same, whenever it was touched. */
  boolean isStillTrue() throws IOException {
    return Files.size(file) == size && of(file).hash == hash;
  }
}
