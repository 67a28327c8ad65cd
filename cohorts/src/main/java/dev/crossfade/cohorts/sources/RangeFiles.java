package dev.crossfade.cohorts.sources;

import dev.crossfade.cohorts.crawlers.CrawlerRanges;
import dev.crossfade.cohorts.crawlers.KnownCrawler;
import dev.crossfade.cohorts.crawlers.KnownCrawlers;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.value.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of crawlers' address ranges; whose one is, its name says. */
public final class RangeFiles {
  private static final long LARGEST = 16L << 20;

  private RangeFiles() {}

  /** Ranges by the crawler's name; several files of one crawler are read as one. */
  public static Map<String, List<Cidr>> read(List<Path> files, List<String> problems) {
    Map<String, List<Cidr>> ranges = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      try {
        KnownCrawler crawler = owner(files.get(i));
        ranges
            .computeIfAbsent(crawler.name(), _ -> new ArrayList<>())
            .addAll(CrawlerRanges.parse(content(files.get(i))));
      } catch (IOException e) {
        problems.add(line(i, files.get(i), FileTrouble.said(e)));
      } catch (IllegalArgumentException e) {
        problems.add(line(i, files.get(i), String.valueOf(e.getMessage())));
      }
    }
    return ranges;
  }

  private static KnownCrawler owner(Path file) {
    String name = String.valueOf(file.getFileName());
    return KnownCrawlers.ofRangeFile(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is no known crawler's by its name"
                        + Suggestion.of(
                            name,
                            KnownCrawlers.all().stream()
                                .flatMap(crawler -> crawler.rangeFiles().stream())
                                .toList(),
                            "googlebot.json")));
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("is larger than 16MB (expected: address ranges)");
    }
    return Files.readAllBytes(file);
  }

  private static String line(int index, Path file, String problem) {
    return "crawlers.verify.ranges[" + index + "]: " + file + ": " + problem;
  }
}
