package dev.crossfade.console.service;

import dev.crossfade.console.service.RedirectService.LintRule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a file of redirects would change if it took the place of one of the configuration's.
 * Changes nothing itself. One file at a time; called on threads that may block.
 */
public interface RedirectPreviewService {
  /** Begins to take a file. Whoever gets a slot closes it, whatever happens. */
  Begun beginPreview(String actor);

  /** The last one; empty: there is none, or it is more than an hour old. */
  Optional<Preview> preview();

  /** The file of a preview in our own format; empty: it is not kept any more. */
  Optional<Path> previewFile(String id);

  /** The files of the active configuration. */
  List<MapFile> mapFiles();

  /**
   * A file of redirects that the configuration names.
   *
   * @param key where, such as {@code redirects[2]}
   */
  record MapFile(String key, String file) {}

  /** What came of beginning. */
  sealed interface Begun {}

  /** Somebody else is at it. */
  record Busy(String actor, Instant since) implements Begun {}

  /** A place for a file, and for what is made of it. Whatever is left is deleted at its close. */
  non-sealed interface Slot extends Begun, AutoCloseable {
    /** Where to write the file. */
    Path file();

    /** Looks at what was written there. */
    Previewed examine(Upload upload);

    @Override
    void close();
  }

  /**
   * What somebody sent.
   *
   * @param name of the file, as they call it
   * @param format as the configuration writes it; null: by name and content
   * @param replaces the key of a {@link MapFile}; {@value #ADDED}: none; null: the only one, or the
   *     one of the same name
   */
  record Upload(String name, @Nullable String format, @Nullable String replaces) {
    public static final String ADDED = "none";
  }

  /** What came of a file. */
  sealed interface Previewed {}

  /**
   * Nothing can be told of it.
   *
   * @param field of {@link Upload} that is meant; null: the file
   */
  record Unfit(@Nullable String field, String message, List<String> problems) implements Previewed {
    public Unfit {
      problems = List.copyOf(problems);
    }
  }

  /**
   * What a file would change.
   *
   * @param id names it for {@link #previewFile}
   * @param replaces the file that it would take the place of; null: it would be one more
   * @param redirects how many are in it
   * @param problems lines that are none, and rings; each with its place
   * @param moreProblems how many more there are
   * @param refused whether a configuration with it would be refused
   * @param same entries of the whole map that answer as before
   * @param lint what is wrong with the file; empty also where {@code notLinted} says why
   * @param download what the file in our own format is called
   */
  record Preview(
      String id,
      String name,
      String format,
      long bytes,
      Instant at,
      String actor,
      @Nullable String replaces,
      int redirects,
      List<String> problems,
      int moreProblems,
      boolean refused,
      int entriesBefore,
      int entriesAfter,
      int same,
      Sum added,
      Sum removed,
      Sum retargeted,
      Sum restatused,
      Answers answers,
      List<LintRule> lint,
      @Nullable String notLinted,
      String download)
      implements Previewed {
    public Preview {
      problems = List.copyOf(problems);
      lint = List.copyOf(lint);
    }
  }

  /**
   * Entries of which one thing is said.
   *
   * @param hit how many of them are asked for
   * @param hits how often, together
   * @param lost how many of them nobody takes instead
   * @param examples the most frequent first
   */
  record Sum(int count, int hit, long hits, int lost, List<EntryChange> examples) {
    public Sum {
      examples = List.copyOf(examples);
    }
  }

  /**
   * One of them.
   *
   * @param before where it leads now; null: nowhere, or the page is gone
   * @param instead the source that takes the page of one that is removed
   */
  record EntryChange(
      String source,
      @Nullable String before,
      @Nullable String now,
      @Nullable Integer statusBefore,
      @Nullable Integer statusNow,
      String place,
      long hits,
      long crawlerHits,
      @Nullable Instant lastHit,
      @Nullable String instead) {}

  /**
   * Pages that nobody has now and that would be led somewhere.
   *
   * @param of how many pages were tried
   */
  record Answers(int pages, long hits, int of, List<Answered> examples) {
    public Answers {
      examples = List.copyOf(examples);
    }
  }

  /** One of them. */
  record Answered(String path, long hits, String target) {}
}
