import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Formats every Java source of the tree, or says which are not formatted: {@code Format fix|check ROOT}. */
public final class Format {
  public static void main(String[] args) throws IOException {
    boolean check = args[0].equals("check");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<String> bad = new ArrayList<>();
    for (Path file : sources(root)) {
      String before = Files.readString(file);
      try {
        String tidy = RemoveUnusedImports.removeUnusedImports(before);
        String after = formatter.formatSource(ImportOrderer.reorderImports(tidy, JavaFormatterOptions.Style.GOOGLE));
        if (!after.equals(before)) {
          if (check) {
            bad.add(root.relativize(file) + ": not formatted (run mvn process-sources -N to format)");
          } else {
            Files.writeString(file, after);
          }
        }
      } catch (FormatterException e) {
        bad.add(root.relativize(file) + ": " + e.getMessage());
      }
    }
    bad.forEach(System.err::println);
    System.exit(bad.isEmpty() ? 0 : 1);
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
        Path src = module.resolve("src");
        if (Files.isDirectory(src)) {
          try (Stream<Path> tree = Files.walk(src)) {
            tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
          }
        }
      }
    }
    return files;
  }
}
