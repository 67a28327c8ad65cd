package dev.crossfade.deploy.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words for people. */
final class Unreadable {
  private Unreadable() {}

  static String message(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : message(cause);
  }

  static String message(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + ": does not exist";
      case AccessDeniedException denied -> denied.getFile() + ": may not be read or written";
      case FileSystemException other -> other.getFile() + ": " + other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
