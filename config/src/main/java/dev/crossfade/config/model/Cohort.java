package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Keys;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Named;
import dev.crossfade.config.value.Cidr;
import dev.crossfade.config.value.Share;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A named segment of visitors. All conditions that are written must hold. */
public record Cohort(
    @Doc("Headers and their values; * for any value.")
        @Keys(matching = Http.TOKEN, expected = "a header name")
        Map<String, String> header,
    @Doc("Cookies and their values; * for any value.")
        @Keys(matching = Http.TOKEN, expected = "a cookie name")
        Map<String, String> cookie,
    @Doc("Query parameters and their values; * for any value.") Map<String, String> query,
    @Doc("Carries a valid preview link or cookie (true), or none (false).")
        @Nullable Boolean preview,
    @Doc("The visitor's country is one of these.")
        @Matches(value = "[A-Z]{2}", expected = "an ISO 3166 country code such as IN")
        List<String> country,
    @Doc("The visitor prefers one of these languages.")
        @Matches(
            value = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,8}",
            expected = "a language such as de")
        List<String> acceptLanguage,
    @Doc("The visitor's address is in one of these ranges.") List<Cidr> address,
    @Doc("A fixed sticky share of all visitors, independent of every unit.")
        @Nullable Share percent,
    @Doc("A crawler: any, verified, or one by name such as googlebot.")
        @Matches(value = "[a-z][a-z0-9-]{1,40}", expected = "any, verified or a crawler's name")
        @Nullable String crawler,
    @Doc("At least one of these holds.") List<Cohort> any,
    @Doc("This does not hold.") @Named("not") @Nullable Cohort negated)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    boolean empty =
        header.isEmpty()
            && cookie.isEmpty()
            && query.isEmpty()
            && preview == null
            && country.isEmpty()
            && acceptLanguage.isEmpty()
            && address.isEmpty()
            && percent == null
            && crawler == null
            && any.isEmpty()
            && negated == null;
    if (empty) {
      complaints.problem("has no condition (expected: at least one; everybody needs no cohort)");
    }
  }
}
