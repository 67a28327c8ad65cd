package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.yaml.Node;
import dev.crossfade.config.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An editor and the gateway say the same: the JSON Schema refuses exactly the golden inputs that
 * the loader has a problem of shape with, and at the same places.
 */
class SchemaAgreementTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(ConfigLoader.schema(), InputFormat.JSON);

  @TempDir static Path directory;

  @BeforeAll
  static void makeDirectory() throws IOException {
    GoldenFile.makeDirectory(directory);
  }

  @TestFactory
  Stream<DynamicTest> validate_goldenInput_agreesWithTheLoader() throws IOException {
    return GoldenFile.all().stream()
        .flatMap(
            golden ->
                parse(golden).stream()
                    .map(
                        node -> DynamicTest.dynamicTest(golden.name(), () -> agree(golden, node))));
  }

  /** The tree of an input that is YAML without a problem. */
  private static Optional<Node> parse(GoldenFile golden) {
    Problems problems = new Problems("crossfade.yaml");
    Optional<Node> node = new YamlReader(problems).read(golden.input());
    return node.filter(_ -> problems.problems().isEmpty());
  }

  private static void agree(GoldenFile golden, Node node) {
    List<String> refusedByLoader =
        problems(golden.load(directory)).stream()
            .filter(problem -> problem.kind() == Problem.Kind.SHAPE)
            .map(Problem::path)
            .toList();
    List<String> refusedBySchema =
        SCHEMA.validate(NodeToJson.convert(node)).stream().map(SchemaAgreementTest::path).toList();

    assertThat(refusedBySchema.isEmpty())
        .as("loader: %s%nschema: %s", refusedByLoader, refusedBySchema)
        .isEqualTo(refusedByLoader.isEmpty());
    if (refusedByLoader.toString().contains("\ufffd")) {
      return; // a key that messages do not show as it is: where the problem lies cannot be told
    }
    for (String path : refusedByLoader) {
      assertThat(refusedBySchema)
          .as("what the schema refuses, for %s", path)
          .anyMatch(other -> isNear(path, other));
    }
    for (String path : refusedBySchema) {
      assertThat(refusedByLoader)
          .as("what the loader refuses, for %s", path)
          .anyMatch(other -> isNear(path, other));
    }
  }

  private static List<Problem> problems(Loaded loaded) {
    return loaded instanceof Loaded.Invalid invalid ? invalid.problems() : List.of();
  }

  /** The same place, or one right above the other: a missing key is told at its mapping. */
  private static boolean isNear(String a, String b) {
    return a.equals(b) || a.equals(parent(b)) || b.equals(parent(a));
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }

  private static String path(Error error) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      Object element = error.getInstanceLocation().getElement(i);
      if (element instanceof Number) {
        path.append('[').append(element).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(element);
      }
    }
    return path.toString();
  }

  @Test
  void schema_asADocument_isAValidSchemaOfDraft202012() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    List<Error> errors = meta.validate(ConfigLoader.schema(), InputFormat.JSON);

    assertThat(errors).isEmpty();
  }

  @Test
  void schema_everyKey_hasADescription() {
    List<String> silent = new ArrayList<>();

    collectSilent("", JsonMapper.shared().readTree(ConfigLoader.schema()), silent);

    assertThat(silent).isEmpty();
  }

  private static void collectSilent(String path, JsonNode schema, List<String> silent) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (property.getValue().path("description").asString("").isBlank()) {
        silent.add(path + "/" + property.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> below : schema.properties()) {
      collectSilent(path + "/" + below.getKey(), below.getValue(), silent);
    }
  }

  @Test
  void schema_everyReference_leadsToADefinition() {
    JsonNode schema = JsonMapper.shared().readTree(ConfigLoader.schema());

    List<String> dangling =
        schema.findValuesAsString("$ref").stream()
            .filter(reference -> schema.at(reference.substring(1)).isMissingNode())
            .toList();

    assertThat(dangling).isEmpty();
  }
}
