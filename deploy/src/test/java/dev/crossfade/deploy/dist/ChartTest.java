package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.internal.KubernetesDeserializer;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The chart as Helm renders it, read strictly into the types of Kubernetes and of the operator that
 * runs Prometheus there.
 */
class ChartTest {
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  /** What has no default. */
  private static final String LEAST =
      """
      image: { repository: registry.example/crossfade }
      admin: { tokens: [ { name: prometheus, role: viewer, sha256: "%s" } ] }
      config:
        backends:
          legacy: { endpoints: ["http://legacy:8080"] }
          next: { endpoints: ["http://next:8080"] }
        units: [ { name: catalog, match: [ { path: /** } ], exposure: { percent: 5%% } } ]
      """
          .formatted(HASH);

  private static final String ALL =
      LEAST
          + """
          replicas: 3
          etcd:
            endpoints: [ "https://etcd-0.etcd:2379", "https://etcd-1.etcd:2379" ]
            user: crossfade
            passwordSecret: { name: etcd-password }
            tlsSecret: etcd-tls
          persistence: { enabled: false }
          javaOptions: -Xmx512m
          autoscaling: { enabled: true }
          networkPolicy: { adminFrom: [ { namespaceSelector: { matchLabels: { name: monitoring } } } ] }
          serviceMonitor: { enabled: true, tokenSecret: { name: crossfade-viewer } }
          prometheusRule: { enabled: true, labels: { release: prometheus } }
          service: { type: LoadBalancer, externalTrafficPolicy: Local }
          podAnnotations: { example.org/owner: shop }
          tolerations: [ { key: edge, operator: Exists } ]
          priorityClassName: edge
          """;

  @TempDir Path folder;

  /** Kubernetes' own server drops what it does not know; here it is an error. */
  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                  return false;
                }

                // Each as the type that it is to be, whatever its kind says.
                @Override
                public @Nullable Object findDeserializer(
                    MapperConfig<?> config, Annotated annotated) {
                  Object found = super.findDeserializer(config, annotated);
                  return found == KubernetesDeserializer.class ? null : found;
                }
              })
          .build();

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "PrometheusRule", PrometheusRule.class,
          "Service", Service.class,
          "ServiceMonitor", ServiceMonitor.class,
          "StatefulSet", StatefulSet.class);

  private List<JsonNode> render(String values) throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "Helm's library is that of Linux on x86-64");
    Helm.Ran ran = Helm.template(folder, values);
    assertThat(ran.exit()).as(ran.err()).isZero();
    List<JsonNode> documents = new ArrayList<>();
    for (String text : ran.out().split("(?m)^---$", -1)) {
      JsonNode document = STRICT.readTree(text);
      if (document.isObject()) {
        documents.add(document);
      }
    }
    return documents;
  }

  private static <T> List<T> only(List<JsonNode> documents, Class<T> type) {
    return documents.stream()
        .filter(document -> TYPES.get(document.path("kind").asString()) == type)
        .map(document -> STRICT.treeToValue(document, type))
        .toList();
  }

  private static StatefulSet gateways(List<JsonNode> documents) {
    return only(documents, StatefulSet.class).getFirst();
  }

  private Config config(List<JsonNode> documents) throws Exception {
    String text = only(documents, ConfigMap.class).getFirst().getData().get("crossfade.yaml");
    Path file = Files.writeString(folder.resolve("crossfade.yaml"), text);
    Loaded loaded =
        new ConfigLoader(
                name ->
                    Optional.of(
                        "value-of-" + name.toLowerCase(java.util.Locale.ROOT).replace('_', '-')))
            .load(file);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).config();
  }

  @Test
  void chart_withTheLeastValues_isWhatKubernetesKnows() throws Exception {
    List<JsonNode> documents = render(LEAST);

    assertThat(documents)
        .allSatisfy(
            document -> {
              Class<? extends HasMetadata> type = TYPES.get(document.path("kind").asString());
              HasMetadata object = STRICT.treeToValue(document, type);
              assertThat(object.getMetadata().getName()).startsWith("shop-crossfade");
            });
    assertThat(documents.stream().map(d -> d.path("kind").asString()))
        .containsExactlyInAnyOrder(
            "ConfigMap",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Service",
            "Service",
            "StatefulSet");
  }

  @Test
  void chart_withEverything_isWhatKubernetesKnows() throws Exception {
    List<JsonNode> documents = render(ALL);

    assertThat(documents)
        .extracting(document -> document.path("kind").asString())
        .containsAll(TYPES.keySet())
        .isSubsetOf(TYPES.keySet());
    for (JsonNode document : documents) {
      STRICT.treeToValue(document, TYPES.get(document.path("kind").asString()));
    }
    assertThat(gateways(documents).getSpec().getReplicas()).isNull(); // left to the autoscaler
    assertThat(only(documents, HorizontalPodAutoscaler.class)).hasSize(1);
  }

  /** The check itself can fail. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Service        | prots    | spec: { prots: [] }
          ServiceMonitor | endpoint | spec: { endpoint: [] }
          ServiceMonitor | intervall | spec: { endpoints: [ { port: admin, intervall: 30s } ] }
          ServiceMonitor | token    | spec: { endpoints: [ { authorization: { token: { name: a } } } ] }
          PrometheusRule | rule     | spec: { groups: [ { name: a, rule: [] } ] }
          """)
  void fieldThatThereIsNot_isAnError(String kind, String field, String text) {
    assertThatThrownBy(() -> STRICT.readValue(text, TYPES.get(kind)))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("\"" + field + "\"");
  }

  @Test
  void configuration_ofThePods_isValid() throws Exception {
    Config config = config(render(LEAST));

    assertThat(config.admin().behindTls()).isTrue();
    assertThat(config.state().dir()).isEqualTo(Path.of("/var/lib/crossfade"));
    assertThat(config.listeners()).hasSize(1);
  }

  @Test
  void gracePeriod_isLongerThanTheDrain() throws Exception {
    List<JsonNode> documents = render(LEAST);
    var timeouts = config(documents).limits().timeouts();
    long grace =
        gateways(documents).getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds();

    assertThat(grace).isGreaterThan(timeouts.drainDelay().plus(timeouts.drain()).toSeconds());
    assertThat(timeouts.drainDelay()).isPositive();
  }

  @Test
  void pods_areOfNoPrivilege_andCannotWriteWhatTheyRun() throws Exception {
    PodSpec pod = gateways(render(LEAST)).getSpec().getTemplate().getSpec();
    Container container = pod.getContainers().getFirst();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  /** A file that is mounted by subPath never changes: a reload would wait for ever. */
  @Test
  void configuration_isMountedAsAFolder() throws Exception {
    Container container =
        gateways(render(LEAST)).getSpec().getTemplate().getSpec().getContainers().getFirst();

    assertThat(container.getVolumeMounts()).extracting(VolumeMount::getSubPath).containsOnlyNulls();
    assertThat(container.getArgs()).contains("/etc/crossfade/crossfade.yaml");
  }

  @Test
  void probesServicesAndPolicies_meanPortsAndPodsThatAreThere() throws Exception {
    List<JsonNode> documents = render(ALL);
    StatefulSet gateways = gateways(documents);
    Map<String, String> labels = gateways.getSpec().getTemplate().getMetadata().getLabels();
    Container container = gateways.getSpec().getTemplate().getSpec().getContainers().getFirst();
    List<String> ports = container.getPorts().stream().map(p -> p.getName()).toList();

    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
    assertThat(ports).contains(container.getReadinessProbe().getHttpGet().getPort().getStrVal());
    assertThat(gateways.getSpec().getSelector().getMatchLabels().entrySet())
        .isSubsetOf(labels.entrySet());
    assertThat(only(documents, Service.class))
        .allSatisfy(
            service -> {
              assertThat(service.getSpec().getSelector().entrySet()).isSubsetOf(labels.entrySet());
              assertThat(service.getSpec().getPorts())
                  .allSatisfy(port -> assertThat(ports).contains(port.getTargetPort().getStrVal()));
            });
    assertThat(only(documents, Service.class))
        .extracting(s -> s.getMetadata().getName())
        .contains(gateways.getSpec().getServiceName());
    assertThat(only(documents, PodDisruptionBudget.class).getFirst().getSpec().getMaxUnavailable())
        .isEqualTo(new IntOrString(1));
    NetworkPolicy policy = only(documents, NetworkPolicy.class).getFirst();
    assertThat(policy.getSpec().getIngress()).hasSize(2);
    assertThat(policy.getSpec().getIngress().getLast().getFrom()).hasSize(1);
  }

  @Test
  void etcd_isNamedInTheConfiguration_andItsPasswordComesFromASecret() throws Exception {
    List<JsonNode> documents = render(ALL.replace("tlsSecret: etcd-tls", "tlsSecret: \"\""));
    Container container =
        gateways(documents).getSpec().getTemplate().getSpec().getContainers().getFirst();
    String text = only(documents, ConfigMap.class).getFirst().getData().get("crossfade.yaml");

    assertThat(config(documents).state().etcd()).isNotNull();
    assertThat(text).contains("${ETCD_PASSWORD}");
    assertThat(container.getEnv())
        .filteredOn(variable -> variable.getName().equals("ETCD_PASSWORD"))
        .singleElement()
        .satisfies(
            variable ->
                assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                    .isEqualTo("etcd-password"));
  }

  @Test
  void serviceMonitor_meansTheAdminPort_andATokenFromASecret() throws Exception {
    List<JsonNode> documents = render(ALL);
    ServiceMonitor monitor = only(documents, ServiceMonitor.class).getFirst();
    Endpoint endpoint = monitor.getSpec().getEndpoints().getFirst();

    assertThat(only(documents, Service.class))
        .filteredOn(
            service ->
                service
                    .getMetadata()
                    .getLabels()
                    .entrySet()
                    .containsAll(monitor.getSpec().getSelector().getMatchLabels().entrySet()))
        .singleElement()
        .satisfies(
            service ->
                assertThat(service.getSpec().getPorts())
                    .extracting(port -> port.getName())
                    .contains(endpoint.getPort()));
    assertThat(endpoint.getPath()).isEqualTo("/metrics");
    assertThat(endpoint.getAuthorization().getCredentials().getName())
        .isEqualTo("crossfade-viewer");
    assertThat(endpoint.getAuthorization().getCredentials().getKey()).isNotEmpty();
  }

  @Test
  void prometheusRule_hasTheAlertsThatAreTriedElsewhere() throws Exception {
    JsonNode rule =
        render(ALL).stream()
            .filter(d -> d.path("kind").asString().equals("PrometheusRule"))
            .findFirst()
            .orElseThrow();
    JsonNode alerts =
        STRICT.readTree(
            Files.readString(
                Path.of("src/main/prometheus/crossfade-alerts.yaml"), StandardCharsets.UTF_8));

    assertThat(rule.path("spec")).isEqualTo(alerts);
    assertThat(rule.path("metadata").path("labels").path("release").asString())
        .isEqualTo("prometheus");
  }

  @Test
  void lint_findsNothing() throws Exception {
    Helm.Ran ran = Helm.lint(folder, LEAST);

    assertThat(ran.out()).doesNotContain("[WARNING]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no token           | admin: { tokens: [] }                                   | tokens
          a token itself     | admin: { tokens: [ { name: a, role: viewer, sha256: secret } ] } | sha256
          a key that is none | replica: 3                                              | replica
          a listener of one's own | config: { listeners: [] }                          | config
          """)
  void valuesThatCannotBe_areRefused(String what, String values, String named) throws Exception {
    Helm.Ran ran = Helm.template(folder, merged(values));

    assertThat(ran.exit()).as(what).isNotZero();
    assertThat(ran.err()).contains(named);
  }

  private static String merged(String values) {
    String key = values.substring(0, values.indexOf(':'));
    return switch (key) {
      case "admin" -> LEAST.replaceAll("(?m)^admin:.*$", values);
      case "config" -> LEAST.replaceFirst("config:\n", "config:\n  listeners: []\n");
      default -> LEAST + values + "\n";
    };
  }
}
