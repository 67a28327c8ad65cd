package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalog is big enough to be believed, and the same every time. */
class CatalogTest {
  private final Catalog catalog = Catalog.demo();

  @Test
  void demo_twice_sameCatalog() {
    assertThat(Catalog.demo().products()).isEqualTo(catalog.products());
    assertThat(Catalog.demo().categories()).isEqualTo(catalog.categories());
  }

  @Test
  void demo_products_areManyAndDistinct() {
    assertThat(catalog.products()).hasSizeGreaterThanOrEqualTo(600);
    assertThat(catalog.products()).extracting(Product::sku).doesNotHaveDuplicates();
    assertThat(catalog.products()).extracting(Product::path).doesNotHaveDuplicates();
    assertThat(catalog.products()).extracting(Product::name).doesNotHaveDuplicates();
    assertThat(catalog.products())
        .allSatisfy(
            product -> {
              assertThat(product.slug()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(product.price()).isPositive().hasScaleOf(2);
              assertThat(product.rating()).isBetween(1.0, 5.0);
              assertThat(product.description()).hasSize(5).doesNotHaveDuplicates();
            });
  }

  @Test
  void demo_categories_haveTwoLevels() {
    assertThat(catalog.categories()).hasSize(24);
    assertThat(catalog.categories()).extracting(Category::path).doesNotHaveDuplicates();
    for (Category department : catalog.departments()) {
      assertThat(catalog.children(department)).hasSize(3);
      assertThat(catalog.in(department))
          .containsExactlyInAnyOrderElementsOf(
              catalog.children(department).stream()
                  .flatMap(category -> catalog.in(category).stream())
                  .toList());
    }
  }

  @Test
  void redirects_everyProductAndCategory_hasOldUrls() {
    for (Product product : catalog.products()) {
      assertThat(catalog.redirects())
          .containsEntry("/product.php?id=" + product.id(), product.path())
          .containsEntry("/product-" + product.id() + ".html", product.path());
    }
    for (Category category : catalog.categories()) {
      assertThat(catalog.redirects())
          .containsEntry("/category-" + category.id() + ".html", category.path())
          .containsEntry(
              "/category-" + category.id() + ".html?page=2", category.path() + "?page=2");
    }
  }

  @Test
  void search_severalWords_allMustMatch() {
    List<Product> found = catalog.search("  ferrum WOK ");

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().name()).startsWith("Ferrum & Oak").contains("Wok");
  }

  @Test
  void search_nothing_findsNothing() {
    assertThat(catalog.search(" ")).isEmpty();
  }
}
