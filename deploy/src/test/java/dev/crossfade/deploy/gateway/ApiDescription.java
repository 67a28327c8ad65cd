package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the API, as something that answers can be held against. */
final class ApiDescription {
  private static final String FILE = "/dev/crossfade/console/openapi.yaml";
  private static final String ID = "https://crossfade.invalid/openapi";

  private final JsonNode document;
  private final SchemaRegistry registry;

  private ApiDescription(JsonNode document) {
    this.document = document;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(ID, document.toString())));
  }

  static ApiDescription read() throws IOException {
    try (InputStream file = ApiDescription.class.getResourceAsStream(FILE)) {
      assertThat(file).as(FILE).isNotNull();
      return new ApiDescription(new YAMLMapper().readTree(new String(file.readAllBytes(), UTF_8)));
    }
  }

  /** What is wrong with it as an OpenAPI 3.1 document, by the schema of the specification. */
  List<Error> faults() {
    SchemaRegistry specification =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemas(
                    place ->
                        place.startsWith("https://spec.openapis.org/") ? resource(place) : null));
    return specification
        .getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema/2022-10-07"))
        .validate(document);
  }

  private static String resource(String place) {
    try (InputStream file =
        ApiDescription.class.getResourceAsStream(place.substring("https:/".length()))) {
      assertThat(file).as(place).isNotNull();
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Paths and methods, such as {@code GET /api/v1/status}, with what is said of each. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> all = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (!method.getKey().equals("parameters")) {
                            all.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue());
                          }
                        }));
    return all;
  }

  private JsonNode said(String operation) {
    return Objects.requireNonNull(operations().get(operation), operation);
  }

  /** The parameters of an operation and its path, that stand somewhere such as {@code query}. */
  List<String> parameters(String operation, String place) {
    String path = operation.substring(operation.indexOf(' ') + 1);
    List<JsonNode> all = new ArrayList<>();
    document.path("paths").path(path).path("parameters").forEach(all::add);
    said(operation).path("parameters").forEach(all::add);
    return all.stream()
        .map(this::resolved)
        .filter(parameter -> parameter.path("in").asString().equals(place))
        .map(parameter -> parameter.path("name").asString())
        .toList();
  }

  JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isString() ? document.at(reference.asString().substring(1)) : node;
  }

  /** Which operation a request was, as {@link #operations} calls it. */
  Optional<String> operation(String method, String path) {
    return operations().keySet().stream()
        .filter(name -> name.startsWith(method + " "))
        .filter(name -> path.matches(pattern(name.substring(name.indexOf(' ') + 1))))
        .findFirst();
  }

  private static String pattern(String path) {
    return path.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+");
  }

  /** Fails unless an answer is one of those that are described for its operation. */
  void check(HttpResponse<String> answer) {
    String method = answer.request().method();
    String path = answer.uri().getRawPath();
    String what = method + " " + answer.uri() + " → " + answer.statusCode();
    String operation = operation(method.equals("HEAD") ? "GET" : method, path).orElse("");
    assertThat(operation).as("%s is described", what).isNotEmpty();
    String status = Integer.toString(answer.statusCode());
    JsonNode responses = said(operation).path("responses");
    assertThat(responses.has(status)).as("%s: its status is described", what).isTrue();
    JsonNode response = resolved(responses.path(status));
    response
        .path("headers")
        .properties()
        .forEach(header -> checkHeader(answer, what, header.getKey(), header.getValue()));
    if (!response.has("content")) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
    assertThat(response.path("content").has(type)).as("%s: %s is described", what, type).isTrue();
    if (type.endsWith("json") && !method.equals("HEAD")) {
      checkBody(what, pointer(operation, status, responses.path(status), type), answer.body());
    }
  }

  private void checkHeader(
      HttpResponse<String> answer, String what, String name, JsonNode described) {
    JsonNode header = resolved(described);
    Optional<String> value = answer.headers().firstValue(name);
    if (header.path("required").asBoolean(false)) {
      assertThat(value).as("%s: %s", what, name).isPresent();
    }
    JsonNode pattern = header.path("schema").path("pattern");
    if (value.isPresent() && pattern.isString()) {
      assertThat(value.get()).as("%s: %s", what, name).matches(pattern.asString());
    }
  }

  private static String pointer(String operation, String status, JsonNode response, String type) {
    JsonNode reference = response.path("$ref");
    String method = operation.substring(0, operation.indexOf(' ')).toLowerCase(Locale.ROOT);
    String path = operation.substring(operation.indexOf(' ') + 1);
    String start =
        reference.isString()
            ? reference.asString().substring(1)
            : "/paths/" + escaped(path) + "/" + method + "/responses/" + status;
    return start + "/content/" + escaped(type) + "/schema";
  }

  /** As a JSON pointer in the fragment of an address. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
  }

  /** Fails unless a text is what a schema of the components says. */
  void checkAgainst(String schema, String json) {
    checkBody(schema, "/components/schemas/" + schema, json);
  }

  private void checkBody(String what, String pointer, String json) {
    Schema schema = registry.getSchema(SchemaLocation.of(ID + "#" + pointer));
    List<Error> errors =
        schema.validate(
            json,
            InputFormat.JSON,
            (ExecutionContext context) ->
                context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    assertThat(errors)
        .as("%s%n%s", what, JsonMapper.shared().readTree(json).toPrettyString())
        .isEmpty();
  }
}
