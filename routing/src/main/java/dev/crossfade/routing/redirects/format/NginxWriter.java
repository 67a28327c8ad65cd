package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * nginx: a {@code map} for each status and each thing that is asked, so that a million redirects
 * are found in one step. How the maps are used stands above them.
 */
final class NginxWriter implements RuleWriter {
  private static final int SMALLEST = 64;

  @Override
  public void write(List<RedirectRule> rules, Writer out, Losses losses) throws IOException {
    Map<NginxTable, List<NginxEntry>> tables = new LinkedHashMap<>();
    Map<NginxTable, Set<String>> keys = new LinkedHashMap<>();
    for (RedirectRule rule : rules) {
      NginxTable table = NginxTable.of(rule);
      try {
        NginxEntry entry = NginxEntry.of(rule, losses);
        if (!keys.computeIfAbsent(table, _ -> new HashSet<>())
            .add(entry.isPattern() ? entry.key() : entry.key().toLowerCase(Locale.ROOT))) {
          throw new Refusal(entry.key() + " once more, since maps of nginx ignore case");
        }
        tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(entry);
      } catch (Refusal refusal) {
        losses.onLoss(rule, "left out: " + refusal.reason());
      }
    }
    List<NginxTable> sorted = tables.keySet().stream().sorted().toList();
    writeHead(sorted, tables, out);
    for (NginxTable table : sorted) {
      out.write("\nmap " + table.asked() + " $" + table.variable() + " {\n");
      for (NginxEntry entry : tables.getOrDefault(table, List.of())) {
        out.write("  " + quoted(entry.key()) + " " + quoted(entry.value()) + ";\n");
      }
      out.write("}\n");
    }
  }

  private static void writeHead(
      List<NginxTable> tables, Map<NginxTable, List<NginxEntry>> entries, Writer out)
      throws IOException {
    out.write("# Include this file in the http block, and in the server block say:\n");
    for (NginxTable table : tables) {
      String target = table.status() == Rules.GONE ? "" : " $" + table.variable();
      int status = table.status() == RedirectRule.UNSAID ? 301 : table.status();
      out.write("#   if ($" + table.variable() + ") { return " + status + target + "; }\n");
    }
    int longest = 0;
    int most = 0;
    boolean dollars = false;
    boolean queries = false;
    for (List<NginxEntry> table : entries.values()) {
      most = Math.max(most, table.size());
      for (NginxEntry entry : table) {
        longest = Math.max(longest, entry.key().getBytes(StandardCharsets.UTF_8).length);
        dollars |= entry.value().contains(NginxValue.DOLLAR);
        queries |= entry.value().contains(NginxValue.MORE);
      }
    }
    out.write("map_hash_bucket_size " + power(longest + 64) + ";\n");
    out.write("map_hash_max_size " + power(2 * most) + ";\n");
    if (dollars) {
      out.write("geo $dollar { default \"$\"; }\n");
    }
    if (queries) {
      out.write("map $args " + NginxValue.MORE + " { \"\" \"\"; default \"&$args\"; }\n");
    }
  }

  private static int power(int atLeast) {
    return Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, atLeast - 1)) * 2);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
