package dev.vocostream.job.supply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.GeneratedFile;
import dev.vocostream.operators.decode.child.FfmpegBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** deploy/docs/machine-code.cdx.json, by what the libraries say of themselves. */
class MachineCodeReferenceTest {
  private static final JsonMapper JSON = new JsonMapper();

  @BeforeAll
  static void onThePlatformOfTheList() {
    assumeTrue(Loader.Detector.getPlatform().equals("linux-x86_64"), "the list is of linux-x86_64");
  }

  @Test
  void eachOptionThatFfmpegWasBuiltWithIsAccountedFor() {
    List<String> known =
        Stream.concat(Linked.INTO_FFMPEG.stream().map(Linked::option), Linked.NOT_LINKED.stream())
            .toList();
    List<String> enabled =
        Arrays.stream(FfmpegBuild.configuration().split("\\s+"))
            .filter(word -> word.startsWith("--enable-"))
            .map(word -> word.substring("--enable-".length()))
            .toList();
    assertThat(known).containsExactlyInAnyOrderElementsOf(enabled);
  }

  @Test
  void eachVersionIsWhatTheLibraryHasInIt() throws IOException {
    Path libraries = Path.of(Loader.load(org.bytedeco.ffmpeg.global.avformat.class)).getParent();
    StringBuilder bytes = new StringBuilder();
    for (String name : List.of("libavformat.so.62", "libavcodec.so.62", "libavfilter.so.11")) {
      bytes.append(new String(Files.readAllBytes(libraries.resolve(name)), ISO_8859_1));
    }
    String all = bytes.toString();
    assertThat(Linked.INTO_FFMPEG).allSatisfy(part -> assertThat(part.isFound(all)).isTrue());
    assertThat(Linked.INTO_TORCH.isFound(torch.show_config().getString())).isTrue();
  }

  @Test
  void theListIsWhatAScannerIsGiven() throws IOException {
    ObjectNode bom =
        JSON.createObjectNode().put("bomFormat", "CycloneDX").put("specVersion", "1.6");
    bom.put("version", 1);
    ArrayNode components = bom.putArray("components");
    add(components, ffmpeg());
    Linked.INTO_FFMPEG.forEach(part -> add(components, part));
    add(components, Linked.INTO_TORCH);
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    String json = JSON.writer(lines).writeValueAsString(bom) + "\n";
    GeneratedFile.requireUpToDate("deploy/docs/machine-code.cdx.json", json);
  }

  private static Linked ffmpeg() {
    String version = FfmpegBuild.version();
    return new Linked("FFmpeg", "", "ffmpeg:ffmpeg", version, "LGPL-3.0-or-later", "");
  }

  private static void add(ArrayNode components, Linked part) {
    ObjectNode component = components.addObject().put("type", "library").put("name", part.name());
    if (!part.version().isEmpty()) {
      component.put("version", part.version());
    }
    component.putArray("licenses").addObject().putObject("license").put("id", part.licence());
    if (!part.cpe().isEmpty()) {
      component.put("cpe", part.cpe());
    }
  }
}
