package dev.crossfade.seo.parity.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page says, however it is built. Faults are written into it before it is. */
public final class Content {
  /** What a page is about. */
  public enum Kind {
    PRODUCT,
    CATEGORY,
    ARTICLE
  }

  public final Kind kind;
  public final String path;
  public int status = 200;
  public final Map<String, String> fields = new LinkedHashMap<>();

  public String title = "";
  public String description = "";
  public String robots = "";
  public String googlebot = "";
  public List<String> canonicals = new ArrayList<>();
  public List<String> canonicalsInBody = new ArrayList<>();
  public Map<String, String> alternates = new LinkedHashMap<>();
  public String language = "en";
  public String viewport = "width=device-width, initial-scale=1";
  public Map<String, String> openGraph = new LinkedHashMap<>();
  public String previous = "";
  public String next = "";

  public List<String> headings = new ArrayList<>();
  public List<Link> navigation = new ArrayList<>();
  public List<Link> breadcrumbs = new ArrayList<>();
  public List<Link> footer = new ArrayList<>();
  public List<Link> listed = new ArrayList<>();
  public List<Link> recommended = new ArrayList<>();
  public List<String> paragraphs = new ArrayList<>();
  public List<String> images = new ArrayList<>();
  public boolean imagesHaveText = true;
  public String linkRelation = "";

  /** Structured data: what there is of it. */
  public boolean structuredMain = true;

  public boolean structuredBreadcrumbs = true;
  public boolean broken;
  public boolean offered = true;
  public String name = "";
  public String sku = "";
  public String price = "";
  public String currency = "EUR";
  public String availability = "InStock";

  /** Where a link leads and what it says. */
  public record Link(String path, String text) {}

  Content(Kind kind, String path) {
    this.kind = kind;
    this.path = path;
  }
}
