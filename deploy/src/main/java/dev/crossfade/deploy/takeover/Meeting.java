package dev.crossfade.deploy.takeover;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import com.sun.security.auth.module.UnixSystem;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where two processes of one gateway meet: a socket in {@code state.dir} that is its owner's only.
 * The mode of a file guards its path alone, so each side also asks the kernel who the other is.
 *
 * @param path of the socket
 */
record Meeting(Path path) {
  /** What sockaddr_un has room for, its final zero aside. */
  private static final int LONGEST = 107;

  private static final long US = new UnixSystem().getUid();

  static Meeting in(Path stateDir) {
    return new Meeting(requireNonNull(stateDir, "stateDir").resolve("takeover.sock"));
  }

  /** Whether the system has room for so long a path. */
  boolean isPossible() {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  String whyImpossible() {
    return "state.dir: " + path + " is too long for a socket (expected: " + LONGEST + " bytes)";
  }

  /**
   * Whether there is a socket, of whomever.
   *
   * @throws TakeoverException if something else is there
   */
  boolean isThere() throws TakeoverException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      if (Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).isOther()) {
        return true;
      }
    } catch (IOException e) {
      throw new TakeoverException("state.dir: " + path + " cannot be read: " + e.getMessage(), e);
    }
    throw new TakeoverException(
        "state.dir: " + path + " is no socket (expected: nothing there, or what a gateway left)");
  }

  /** Deletes what a gateway left that did not end well; for who holds {@code state.dir}. */
  void clear() throws TakeoverException {
    if (isThere()) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new TakeoverException(
            "state.dir: " + path + " cannot be deleted: " + e.getMessage(), e);
      }
    }
  }

  /** Root included: a gateway of another user could not keep the files of this one. */
  static void requireSameUser(PeerCredentials other) throws TakeoverException {
    if (other.uid() != US) {
      throw new TakeoverException(
          "process %d is of user %d (expected: user %d)".formatted(other.pid(), other.uid(), US));
    }
  }
}
