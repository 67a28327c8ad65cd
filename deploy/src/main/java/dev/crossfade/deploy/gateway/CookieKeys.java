package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
import dev.crossfade.config.model.State;
import dev.crossfade.fleet.FleetKeys;
import dev.crossfade.fleet.etcd.Etcd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * What cookies and previews are signed with: the keys of the configuration, or a random one that is
 * kept in {@code state.dir}, or in the store of a fleet. That one is made by whoever needs it first
 * and never made anew: with another key every checkout under way would lose its pin. Any number of
 * processes may ask at once.
 */
public final class CookieKeys {
  private static final String FILE = "cookie-key";

  /** Stands in what is signed with the key of {@code state.dir}. */
  private static final String ID = "state";

  private static final int KEY_BYTES = 32;

  /** The key as text, and the end of its line. */
  private static final int FILE_BYTES = 44;

  private static final String TEXT = "[A-Za-z0-9_-]{43}\n";

  private CookieKeys() {}

  /**
   * At least one key, the first of which signs. Reads files: not on an event loop.
   *
   * @throws IOException the key that is kept cannot be read or made; its message is one line, for
   *     the operator
   */
  public static List<CookieKey> of(Config config) throws IOException {
    List<CookieKey> configured = config.secrets().cookieKeys();
    return configured.isEmpty() ? List.of(kept(config.state())) : configured;
  }

  /** The same without making one: where none is kept yet, one that has signed nothing. */
  static List<CookieKey> peek(Config config) throws IOException {
    List<CookieKey> configured = config.secrets().cookieKeys();
    if (!configured.isEmpty()) {
      return configured;
    }
    if (config.state().etcd() != null) {
      return List.of(
          FleetKeys.kept(config.state().dir())
              .map(key -> new CookieKey(ID, key))
              .orElseGet(CookieKeys::unknown));
    }
    Path file = config.state().dir().resolve(FILE);
    try {
      return List.of(Files.exists(file) ? read(file) : unknown());
    } catch (IOException e) {
      throw new IOException("state.dir: " + file + ": " + reason(e), e);
    }
  }

  /**
   * Keeps again the key that is in use, where it was kept in {@code state.dir} and is gone from
   * there.
   *
   * @throws IOException it cannot be written; its message is one line, for the operator
   */
  static void restore(Config config, List<CookieKey> inUse) throws IOException {
    if (!config.secrets().cookieKeys().isEmpty()) {
      return;
    }
    Path stateDir = config.state().dir();
    String key = inUse.getFirst().value();
    if (config.state().etcd() != null) {
      FleetKeys.restore(stateDir, key);
      return;
    }
    Path file = stateDir.resolve(FILE);
    if (Files.notExists(file)) {
      try {
        make(stateDir, file, key);
      } catch (IOException e) {
        throw new IOException("state.dir: " + file + ": " + reason(e), e);
      }
    }
  }

  /** A key that nobody has. */
  static CookieKey unknown() {
    return new CookieKey(ID, random());
  }

  private static CookieKey kept(State state) throws IOException {
    State.Etcd settings = state.etcd();
    if (settings == null) {
      return kept(state.dir());
    }
    try (Etcd etcd = Etcd.of(settings)) {
      return new CookieKey(ID, FleetKeys.cookieKey(state.dir(), etcd, settings.prefix()));
    }
  }

  private static CookieKey kept(Path stateDir) throws IOException {
    Path file = stateDir.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(stateDir, file, random());
      }
      return read(file);
    } catch (IOException e) {
      throw new IOException("state.dir: " + file + ": " + reason(e), e);
    }
  }

  private static CookieKey read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "is a directory (expected: a file, or nothing)");
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(FILE_BYTES + 1), US_ASCII);
    }
    if (!text.matches(TEXT)) {
      throw new FileSystemException(
          file.toString(),
          null,
          (text.length() < FILE_BYTES ? "is cut off" : "is no key")
              + " (expected: the "
              + FILE_BYTES
              + " bytes that a gateway wrote; bring them back, or remove the file for a new key,"
              + " which ends every pin and preview)");
    }
    return new CookieKey(ID, text.strip());
  }

  /**
   * Writes a whole file under another name first. Of several who then give it its name only one
   * succeeds, and nobody ever sees half a key, also when the power fails.
   */
  private static void make(Path stateDir, Path file, String key) throws IOException {
    Files.createDirectories(
        stateDir,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path written =
        Files.createTempFile(
            stateDir,
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel out = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer text = ByteBuffer.wrap((key + "\n").getBytes(US_ASCII));
        while (text.hasRemaining()) {
          out.write(text);
        }
        out.force(true);
      }
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException _) {
      return; // another was first: theirs is the key
    } finally {
      Files.delete(written);
    }
    try (FileChannel names = FileChannel.open(stateDir, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static String random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ ->
          "permission denied for user "
              + System.getProperty("user.name")
              + " (expected: the user that the gateway runs as, or keys under secrets.cookieKeys)";
      case NoSuchFileException _ -> "is gone while it was read (expected: a file that stays)";
      case FileAlreadyExistsException _ -> "state.dir is a file (expected: a directory)";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }
}
