package dev.crossfade.console.pages;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Actor;
import gg.jte.models.runtime.JteModel;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Pages as text, and frames to put them in. */
public final class Rendered {
  private Rendered() {}

  public static String of(JteModel page) {
    StringOutput output = new StringOutput();
    page.render(output);
    return output.toString();
  }

  public static Frame frame(Section section, Role role) {
    return new Frame(
        section.title(), section, new Actor("ana", role), "token-of-ana", false, Map.of(), null);
  }
}
