package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The gateway's own answers: one id to ask support about, and nothing of what is inside. */
class ErrorPageTest {
  private RecordingStorefront storefront;
  private Gateway gateway;

  @BeforeEach
  void open() {
    storefront = RecordingStorefront.named("legacy");
    gateway = Gateway.start(Shop.of(storefront));
    storefront.stop(); // so that every request ends in an error
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void page_forABrowser_isHtmlWithTheId() throws IOException {
    Message page = page("text/html,application/xhtml+xml,application/json;q=0.9");

    String id = gateway.outcome().id();
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(page.header("x-request-id")).isEqualTo(id);
    assertThat(page.text())
        .startsWith("<!doctype html>")
        .contains("noindex", "502 Bad Gateway", id, "The shop cannot be reached");
  }

  @Test
  void page_forAnApiClient_isJsonWithTheId() throws IOException {
    Message page = page("application/json");

    assertThat(page.header("content-type")).isEqualTo("application/problem+json");
    JsonNode json = new ObjectMapper().readTree(page.text());
    assertThat(json.get("status").asInt()).isEqualTo(502);
    assertThat(json.get("title").asString()).isEqualTo("Bad Gateway");
    assertThat(json.get("id").asString()).isEqualTo(gateway.outcome().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "image/png", ""})
  void page_forAnythingElse_isHtml(String accept) throws IOException {
    assertThat(page(accept).header("content-type")).startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json"})
  void page_ofAnyKind_tellsNothingOfTheInside(String accept) throws IOException {
    assertThat(page(accept).text())
        .doesNotContain("127.0.0.1", "legacy", Integer.toString(storefront.port()))
        .doesNotContainIgnoringCase("netty", "exception", "crossfade", "refused");
  }

  @Test
  void page_toHead_isItsHeadAlone() throws IOException {
    try (var client = gateway.connect()) {
      Message head = client.request("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(head.header("content-length"))
          .isEqualTo(gateway.get("/").header("content-length"));
      assertThat(client.isEnded()).isTrue();
    }
  }

  private Message page(String accept) throws IOException {
    return gateway.request("GET / HTTP/1.1\r\nHost: a\r\nAccept: " + accept + "\r\n\r\n");
  }
}
