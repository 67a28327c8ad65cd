package dev.crossfade.fleet;

import static java.util.Objects.requireNonNull;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.KeyValue;
import dev.crossfade.fleet.etcd.Txn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that all gateways sign cookies with, at {@code PREFIX/cookie-key}. Made by whichever
 * needs it first and never made anew; each keeps it in {@code state.dir} for a start without the
 * store.
 */
public final class FleetKeys {
  private static final Logger log = LoggerFactory.getLogger(FleetKeys.class);
  private static final String FILE = "fleet-cookie-key";

  /** Where a gateway keeps its key that shares with nobody. */
  private static final String ALONE = "cookie-key";

  private static final int BYTES = 32;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");

  private FleetKeys() {}

  /**
   * The key, in URL-safe Base64.
   *
   * @throws IOException neither store nor file has it; its message is one line, for the operator
   */
  public static String cookieKey(Path stateDir, Etcd etcd, String prefix) throws IOException {
    requireNonNull(etcd, "etcd");
    Path file = stateDir.resolve(FILE);
    String key;
    try {
      key = agreed(etcd, prefix + "/cookie-key", proposal(stateDir));
    } catch (EtcdException e) {
      try {
        return require(Files.readString(file).strip(), "state.dir: " + file);
      } catch (NoSuchFileException f) {
        e.addSuppressed(f);
        throw new IOException(
            e.getMessage()
                + " (expected: the store, since its cookie key is not known from before)",
            e);
      }
    }
    keep(file, key);
    return key;
  }

  /**
   * The key as it was kept here, for who needs none that others agree on.
   *
   * @throws IOException the file cannot be used; its message is one line, for the operator
   */
  public static Optional<String> kept(Path stateDir) throws IOException {
    for (String name : List.of(FILE, ALONE)) {
      Path file = stateDir.resolve(name);
      if (Files.exists(file)) {
        return Optional.of(require(Files.readString(file).strip(), "state.dir: " + file));
      }
    }
    return Optional.empty();
  }

  /**
   * A gateway that was alone brings its own, so that no pin ends; the key of before, or a new one.
   */
  private static String proposal(Path stateDir) throws IOException {
    Optional<String> kept = kept(stateDir);
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String agreed(Etcd etcd, String name, String ours)
      throws EtcdException, IOException {
    Txn.Done done =
        etcd.commit(
            new Txn(
                List.of(new Txn.If.Absent(name)),
                List.of(new Txn.Op.Put(name, ours, 0)),
                List.of(new Txn.Op.Get(name))));
    List<KeyValue> there = done.held() ? List.of() : done.got().getFirst();
    return there.isEmpty() ? ours : require(there.getFirst().value(), "etcd " + name);
  }

  private static String require(String key, String where) throws IOException {
    if (!KEY.matcher(key).matches()) {
      throw new IOException(where + ": is no key (expected: the one that a gateway wrote)");
    }
    return key;
  }

  /**
   * Keeps again the key that is in use, where it is gone from {@code state.dir}.
   *
   * @throws IOException it cannot be kept; its message is one line, for the operator
   */
  public static void restore(Path stateDir, String key) throws IOException {
    Path file = stateDir.resolve(FILE);
    if (Files.notExists(file)) {
      try {
        write(file, key);
      } catch (IOException e) {
        throw new IOException("state.dir: " + file + ": the key was not kept: " + e, e);
      }
    }
  }

  /** A gateway that cannot keep it only needs the store at its next start. */
  private static void keep(Path file, String key) {
    try {
      if (Files.notExists(file) || !Files.readString(file).strip().equals(key)) {
        write(file, key);
      }
    } catch (IOException e) {
      log.warn("state.dir: {}: the key was not kept: {}", file, e.toString());
    }
  }

  private static void write(Path file, String key) throws IOException {
    Path dir = requireNonNull(file.toAbsolutePath().getParent(), "parent");
    Files.createDirectories(dir, PosixFilePermissions.asFileAttribute(permissions("rwx------")));
    Path written =
        Files.createTempFile(
            dir, FILE, ".new", PosixFilePermissions.asFileAttribute(permissions("rw-------")));
    Files.writeString(written, key + "\n");
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Set<PosixFilePermission> permissions(String text) {
    return PosixFilePermissions.fromString(text);
  }
}
