package dev.crossfade.rollout.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The journal cannot do what it was asked; the message is one line, for the operator. */
public final class JournalException extends RuntimeException {
  public JournalException(String message) {
    super(message);
  }

  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What the file system said, in words: some of its exceptions have a path for a message. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ ->
          "permission denied for user " + System.getProperty("user.name");
      case NoSuchFileException _ -> "it does not exist";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }
}
