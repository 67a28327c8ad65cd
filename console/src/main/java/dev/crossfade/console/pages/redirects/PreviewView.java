package dev.crossfade.console.pages.redirects;

import dev.crossfade.console.pages.Figures;
import dev.crossfade.console.service.RedirectPreviewService.MapFile;
import dev.crossfade.console.service.RedirectPreviewService.Preview;
import dev.crossfade.console.service.RedirectPreviewService.Sum;
import dev.crossfade.console.service.RedirectPreviewService.Unfit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page says on which files are tried.
 *
 * @param preview the last one; null: none is kept
 * @param unfit what is wrong with what was just sent; null: nothing
 */
public record PreviewView(List<MapFile> files, @Nullable Preview preview, @Nullable Unfit unfit) {
  private static final List<String> FORMATS =
      List.of(
          "csv",
          "netlify",
          "nginx",
          "apache",
          "shopify",
          "cloudflare",
          "wordpress",
          "govuk",
          "mdn",
          "json",
          "jsonl");

  public PreviewView {
    files = List.copyOf(files);
  }

  public List<String> formats() {
    return FORMATS;
  }

  /** What is wrong with a field of the form; null: nothing. */
  public @Nullable String wrong(String field) {
    if (unfit == null) {
      return null;
    }
    String named = unfit.field() == null ? "file" : unfit.field();
    return named.equals(field) ? unfit.message() : null;
  }

  /** What matters most about a file: pass, hold or fail. */
  public static String verdict(Preview preview) {
    if (preview.refused()) {
      return "fail";
    }
    return preview.removed().hit() + preview.retargeted().hit() > 0 ? "hold" : "pass";
  }

  /** The outcome in a sentence. */
  public static String sentence(Preview preview) {
    if (preview.refused()) {
      return "The configuration would be refused with this file: "
          + Figures.of(preview.problems().size() + (long) preview.moreProblems(), "problem")
          + ".";
    }
    int asked = preview.removed().hit() + preview.retargeted().hit();
    long changes =
        (long) preview.added().count()
            + preview.removed().count()
            + preview.retargeted().count()
            + preview.restatused().count();
    if (changes == 0) {
      return "Nothing would change: all " + Figures.of(preview.same()) + " answer as before.";
    }
    String all = Figures.of(changes, "redirect") + " would change";
    return asked == 0
        ? all + ", and nobody has asked for any of those that go or lead elsewhere."
        : all + ", of which " + Figures.of(asked) + " that are asked for go or lead elsewhere.";
  }

  /** One kind of change, with what it is called. */
  public record ChangePart(String id, String title, String meaning, Sum sum) {}

  public static List<ChangePart> parts(Preview preview) {
    return List.of(
        new ChangePart(
            "removed",
            "removed",
            "Search engines and links ask for an old address for a year and longer: keep what is still asked for.",
            preview.removed()),
        new ChangePart(
            "retargeted",
            "lead elsewhere",
            "Chains are followed to their end.",
            preview.retargeted()),
        new ChangePart("restatused", "with another status", "", preview.restatused()),
        new ChangePart("added", "added", "", preview.added()));
  }
}
