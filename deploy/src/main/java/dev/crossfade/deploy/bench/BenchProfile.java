package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Samples of what this process allocates, by Flight Recorder: weights of classes, and of the places
 * outside the JDK that made them.
 */
record BenchProfile(Map<String, Long> classes, Map<String, Long> places) {
  private static final String EVENT = "jdk.ObjectAllocationSample";

  /** A recording under way. */
  record Recorder(Recording recording) implements AutoCloseable {
    BenchProfile stop() throws IOException {
      recording.stop();
      Path file = Files.createTempFile("crossfade-allocation-", ".jfr");
      try {
        recording.dump(file);
        return of(file);
      } finally {
        Files.delete(file);
      }
    }

    @Override
    public void close() {
      recording.close();
    }
  }

  static Recorder record() {
    Recording recording = new Recording();
    recording.enable(EVENT).with("throttle", "2000/s").withStackTrace();
    recording.start();
    return new Recorder(recording);
  }

  private static BenchProfile of(Path file) throws IOException {
    Map<String, Long> classes = new HashMap<>();
    Map<String, Long> places = new HashMap<>();
    Set<Long> threads = new HashSet<>();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        // The first sample of a thread weighs what it allocated before the recording.
        if (event.getEventType().getName().equals(EVENT) && !threads.add(thread(event))) {
          String type = event.getClass("objectClass").getName();
          long weight = event.getLong("weight");
          classes.merge(type, weight, Long::sum);
          places.merge(place(event.getStackTrace()) + "  (" + type + ")", weight, Long::sum);
        }
      }
    }
    return new BenchProfile(classes, places);
  }

  private static long thread(RecordedEvent event) {
    return event.getThread() == null ? 0 : event.getThread().getId();
  }

  /** The first frame outside the JDK, and the first of ours where that is another. */
  private static String place(@Nullable RecordedStackTrace trace) {
    if (trace == null) {
      return "unknown";
    }
    String first = "";
    for (RecordedFrame frame : trace.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.")) {
        continue;
      }
      String here = type + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
      if (type.startsWith("dev.crossfade.")) {
        return first.isEmpty() ? here : first + " for " + here;
      }
      first = first.isEmpty() ? here : first;
    }
    return first.isEmpty() ? "the JDK itself" : first;
  }

  /** The heaviest of both, with their shares. */
  List<String> lines(int most) {
    List<String> lines = new ArrayList<>();
    lines.add("by class");
    lines.addAll(top(classes, most));
    lines.add("by place");
    lines.addAll(top(places, most));
    return lines;
  }

  private static List<String> top(Map<String, Long> weights, int most) {
    long all = weights.values().stream().mapToLong(Long::longValue).sum();
    return weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(most)
        .map(e -> "%6.1f %%  %s".formatted(100.0 * e.getValue() / all, e.getKey()))
        .toList();
  }
}
