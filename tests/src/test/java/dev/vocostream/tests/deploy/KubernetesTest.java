package dev.vocostream.tests.deploy;

import static dev.vocostream.tests.deploy.DeployFiles.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deployments against the schema that Flink's operator gives Kubernetes, strictly: a field that it
 * does not know is an error.
 */
class KubernetesTest {
  private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  /** The operator whose schema is at hand is older than the Flink that we run. */
  private static final String FLINK = "v2_3";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"basic.yaml", "gpu.yaml", "high-availability.yaml", "from-savepoint.yaml"})
  void anExampleIsADeploymentAsTheOperatorReadsIt(String file) throws Exception {
    checkAll(DeployFiles.documents(DEPLOY.resolve("kubernetes").resolve(file)));
  }

  /** A login goes to the hosts that its line names, compared letter by letter, and to no other. */
  @ParameterizedTest
  @ValueSource(
      strings = {"basic.yaml", "gpu.yaml", "high-availability.yaml", "from-savepoint.yaml"})
  void theLoginOfEachCameraIsForItsHost(String file) throws Exception {
    JsonNode secret = DeployFiles.documents(DEPLOY.resolve("kubernetes/secrets.yaml")).get(0);
    List<String> logins = secret.at("/stringData/cameras").asText().lines().toList();
    List<CameraSettings> cameras =
        config(DeployFiles.documents(DEPLOY.resolve("kubernetes").resolve(file))).cameras();
    assertThat(cameras).extracting(CameraSettings::credentials).isNotEmpty().doesNotContainNull();
    for (CameraSettings camera : cameras) {
      String line = camera.credentials() + "@" + URI.create(camera.url()).getHost() + "=";
      assertThat(logins).as(camera.id()).anyMatch(login -> login.startsWith(line));
    }
  }

  /** The operator compares {@code spec}: a change of the ConfigMap alone would change nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"basic.yaml", "gpu.yaml", "high-availability.yaml", "from-savepoint.yaml"})
  void aChangeOfTheConfigurationHasANumberToRaise(String file) throws Exception {
    Path example = DEPLOY.resolve("kubernetes").resolve(file);
    JsonNode deployment = ofKind("FlinkDeployment", DeployFiles.documents(example));
    assertThat(deployment.at("/spec/restartNonce").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets.yaml", "network-policy.yaml"})
  void whatIsAppliedBesideItIsAnObjectOfKubernetes(String file) throws Exception {
    JsonNode object = DeployFiles.documents(DEPLOY.resolve("kubernetes").resolve(file)).get(0);
    assertThat(KubernetesObjects.read(object).getMetadata().getName()).startsWith("voco-");
  }

  @Test
  void theNetworkPolicyLetsPrometheusInWhereMetricsAre() throws Exception {
    JsonNode policy =
        DeployFiles.documents(DEPLOY.resolve("kubernetes/network-policy.yaml")).get(0);
    assertThat(policy.at("/spec/ingress").findValuesAsText("port")).contains("9249", "8081");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "podMonitor.enabled=false",
        "taskManager.gpus=1,highAvailability=true,camerasSecret=logins,podMonitor.enabled=true",
        "camerasSecret=logins,kafkaLogin=true,networkPolicy.egress[0].ports[0].port=9093"
      })
  void theChartMakesADeploymentAsTheOperatorReadsIt(String values) throws Exception {
    checkAll(new Chart(directory).rendered(values));
  }

  /** A test that cannot fail would be none. */
  @Test
  void aFieldThatKubernetesDoesNotHaveIsNoticed() throws Exception {
    JsonNode policy =
        DeployFiles.documents(DEPLOY.resolve("kubernetes/network-policy.yaml")).get(0);
    ((ObjectNode) policy.path("spec")).put("podSelectors", "all");
    assertThatThrownBy(() -> KubernetesObjects.read(policy)).hasMessageContaining("podSelectors");
  }

  private void checkAll(List<JsonNode> objects) throws Exception {
    for (JsonNode object : objects) {
      if (KubernetesObjects.knows(object)) {
        KubernetesObjects.read(object);
      } else {
        assertThat(object.path("kind").asText()).isIn("FlinkDeployment", "PodMonitor");
      }
    }
    JsonNode deployment = ofKind("FlinkDeployment", objects);
    assertThat(schema().validate(deployment)).isEmpty();
    assertThat(DeployFiles.keysOfFlink())
        .containsAll(DeployFiles.flat(deployment.at("/spec/flinkConfiguration")).keySet());
    JsonNode job = deployment.at("/spec/job");
    assertThat(job.path("entryClass").asText()).isEqualTo(VideoJob.class.getName());
    assertThat(job.path("jarURI").asText()).endsWith("/usrlib/voco-job.jar");
    String port =
        deployment.at("/spec/flinkConfiguration").path("metrics.reporter.prom.port").asText();
    assertThat(deployment.findValuesAsText("containerPort")).containsExactly(port);

    assertThat(config(objects).parallelism()).isEqualTo(job.path("parallelism").asInt());
    assertThat(deployment.findValuesAsText("mountPath"))
        .contains("/etc/voco", "/models", "/checkpoints");
  }

  private JobConfig config(List<JsonNode> objects) throws IOException {
    String yaml = ofKind("ConfigMap", objects).at("/data/voco.yaml").asText();
    return JobConfig.read(Files.writeString(directory.resolve("voco.yaml"), yaml));
  }

  static JsonNode ofKind(String kind, List<JsonNode> objects) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream crd = KubernetesTest.class.getResourceAsStream(CRD)) {
      JsonNode schema =
          DeployFiles.yaml(new String(crd.readAllBytes()))
              .at("/spec/versions/0/schema/openAPIV3Schema");
      close(schema);
      ObjectNode top = (ObjectNode) schema;
      top.withObject("/properties").putObject("apiVersion").put("type", "string");
      top.withObject("/properties").putObject("kind").put("type", "string");
      top.withObject("/properties").putObject("metadata").put("type", "object");
      ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add(FLINK);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
  }

  /** Kubernetes drops fields that a schema does not name; here they are wrong. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(KubernetesTest::close);
  }
}
