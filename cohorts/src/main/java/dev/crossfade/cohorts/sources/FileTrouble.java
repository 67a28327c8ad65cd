package dev.crossfade.cohorts.sources;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in words: some exceptions have nothing but a path to say. */
final class FileTrouble {
  private FileTrouble() {}

  static String said(IOException e) {
    return switch (e) {
      case AccessDeniedException _ ->
          "permission denied for user " + System.getProperty("user.name");
      case NoSuchFileException _ -> "does not exist";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case IOException other -> String.valueOf(other.getMessage());
    };
  }
}
