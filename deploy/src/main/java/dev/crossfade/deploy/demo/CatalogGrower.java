package dev.crossfade.deploy.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes a catalog of a vocabulary: every brand of a department makes one product of every kind sold
 * there. The same seed gives the same catalog, on any machine: {@link Random}'s sequence is part of
 * its contract.
 */
final class CatalogGrower {
  private static final LocalDate FIRST_UPDATE = LocalDate.of(2025, 1, 6);
  private static final int FIRST_PRODUCT_ID = 1001;
  private static final String CURRENCY = "EUR";

  private final CatalogVocabulary vocabulary;
  private final Random random;
  private final List<Category> categories = new ArrayList<>();
  private final List<Product> products = new ArrayList<>();

  private CatalogGrower(CatalogVocabulary vocabulary, long seed) {
    this.vocabulary = vocabulary;
    this.random = new Random(seed);
  }

  static Catalog grow(CatalogVocabulary vocabulary, long seed) {
    CatalogGrower grower = new CatalogGrower(vocabulary, seed);
    vocabulary.departments().forEach(grower::addDepartment);
    return new Catalog(grower.categories, grower.products);
  }

  private void addDepartment(CatalogVocabulary.Department department) {
    Category parent =
        addCategory(
            department.slug(),
            department.name(),
            department.introduction(),
            department.sections().getFirst().icon(),
            null);
    for (CatalogVocabulary.Section section : department.sections()) {
      Category category =
          addCategory(
              section.slug(), section.name(), section.introduction(), section.icon(), parent);
      addProducts(department, section, category);
    }
  }

  private Category addCategory(
      String slug, String name, String introduction, String icon, @Nullable Category parent) {
    Category category = new Category(categories.size() + 1, slug, name, introduction, icon, parent);
    categories.add(category);
    return category;
  }

  private record Make(CatalogVocabulary.Brand brand, CatalogVocabulary.Kind kind) {}

  private void addProducts(
      CatalogVocabulary.Department department,
      CatalogVocabulary.Section section,
      Category category) {
    List<Make> makes = new ArrayList<>();
    for (CatalogVocabulary.Kind kind : section.kinds()) {
      department.brands().forEach(brand -> makes.add(new Make(brand, kind)));
    }
    Collections.shuffle(makes, random);
    List<String> series = new ArrayList<>(vocabulary.series());
    Collections.shuffle(series, random);
    for (int i = 0; i < makes.size(); i++) {
      products.add(product(makes.get(i), series.get(i % series.size()), section, category));
    }
  }

  private Product product(
      Make make, String series, CatalogVocabulary.Section section, Category category) {
    int id = FIRST_PRODUCT_ID + products.size();
    String name =
        make.brand().name()
            + " "
            + series
            + " "
            + make.kind().name()
            + ", "
            + pick(make.kind().variants());
    return new Product(
        id,
        section.slug().replace("-", "").substring(0, 3).toUpperCase(Locale.ROOT) + "-" + id,
        Words.slug(name),
        name,
        make.brand().name(),
        description(make, section),
        price(make.kind()),
        CURRENCY,
        random.nextInt(14) == 0 ? 0 : 1 + random.nextInt(80),
        (32 + random.nextInt(18)) / 10.0,
        3 + random.nextInt(240),
        FIRST_UPDATE.plusDays(random.nextInt(300)),
        category);
  }

  private List<String> description(Make make, CatalogVocabulary.Section section) {
    List<String> notes = new ArrayList<>(section.notes());
    Collections.shuffle(notes, random);
    return List.of(
        make.kind().sentence(),
        notes.get(0),
        notes.get(1),
        make.brand().fame(),
        pick(vocabulary.promises()));
  }

  /** A whole number of euros with the ending shops like. */
  private BigDecimal price(CatalogVocabulary.Kind kind) {
    int euros = kind.cheapest() + random.nextInt(kind.dearest() - kind.cheapest() + 1);
    return BigDecimal.valueOf(random.nextBoolean() ? euros * 100L - 5 : euros * 100L, 2);
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
