package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraJsonTest {
  private static final CameraSettings ALL =
      new CameraSettings(
          "hof-ü",
          "rtsp://10.0.0.7/stream",
          2.5,
          Play.ONCE,
          Pace.FAST,
          Duration.ofMinutes(90),
          7,
          8,
          2,
          224,
          "yard-login",
          true,
          false);

  private final CameraJson json = new CameraJson();

  @Test
  void bringsBackWhatItWroteByTheSchema() throws Exception {
    byte[] written = CameraJson.write(ALL);
    assertThat(json.read(utf8("hof-ü"), written)).isEqualTo(ALL);
    JsonNode message = new ObjectMapper().readTree(written);
    assertThat(MessageSchema.of("voco.cameras").violations(message)).isEmpty();
  }

  @Test
  void whatIsNotSaidIsAsInTheJobsFile() throws Exception {
    CameraSettings camera =
        json.read(utf8("a"), utf8("{\"id\":\"a\",\"url\":\"/a.mp4\",\"colour\":\"red\"}"));
    assertThat(camera)
        .isEqualTo(
            new CameraSettings(
                "a", "/a.mp4", 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(10), 10_000, 1 << 30));
  }

  @Test
  void theExamplesOfTheSchemaAreCameras() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(getClass().getResource("/schemas/voco.cameras.schema.json"));
    assertThat(schema.get("examples")).isNotEmpty();
    for (JsonNode example : schema.get("examples")) {
      json.read(utf8(example.get("id").textValue()), mapper.writeValueAsBytes(example));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                  | not-json",
        "[]                                 | no-id",
        "{'url':'u'}                        | no-id",
        "{'id':'b','url':'u'}               | no-id",
        "{'id':7,'url':'u'}                 | no-id",
        "{'id':'a'}                         | bad-type",
        "{'id':'a','url':''}                | bad-type",
        "{'id':'a','url':'u','fps':0}       | bad-type",
        "{'id':'a','url':'u','fps':'2'}     | bad-type",
        "{'id':'a','url':'u','fps':1e999}   | bad-type",
        "{'id':'a','url':'u','maxFrames':0} | bad-type",
        "{'id':'a','url':'u','maxFrames':1e9} | bad-type",
        "{'id':'a','url':'u','retain':'10m'} | bad-type",
        "{'id':'a','url':'u','retain':'PT0S'} | bad-type",
        "{'id':'a','url':'u','retain':'P367D'} | bad-type",
        "{'id':'a','url':'u','play':'twice'} | bad-type",
        "{'id':'a','url':'u','paused':'no'} | bad-type",
        "{'id':'a','url':'u','skipUnchanged':'no'} | bad-type",
        "{'id':'a','url':'\\ud800'}         | bad-type",
      })
  void aBadMessageIsNamed(String message, String reason) {
    BadMessage bad =
        catchThrowableOfType(
            BadMessage.class, () -> json.read(utf8("a"), utf8(message.replace('\'', '"'))));
    assertThat(bad.reason).isEqualTo(reason);
    assertThat(bad).hasMessageContaining("found");
  }

  @Test
  void whatTheJobWouldRefuseIsRefusedBeforeItIsSent() {
    CameraSettings wrong =
        new CameraSettings("a", "u", 0, Play.ONCE, Pace.FAST, Duration.ofMinutes(1), 1, 1);
    assertThatThrownBy(() -> json.check(wrong))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("camera 'a': fps: ");
  }

  /** Whatever the bytes, the outcome is a camera or a bad message. */
  @Test
  void nothingElseEverHappens() {
    long seed = System.nanoTime();
    System.out.println("nothingElseEverHappens seed " + seed);
    Random random = new Random(seed);
    byte[] whole = CameraJson.write(ALL);
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = whole.clone();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
      }
      try {
        assertThat(json.read(utf8("hof-ü"), damaged).id()).isEqualTo("hof-ü");
      } catch (BadMessage expected) {
        assertThat(expected.reason).isIn("not-json", "no-id", "bad-type");
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
