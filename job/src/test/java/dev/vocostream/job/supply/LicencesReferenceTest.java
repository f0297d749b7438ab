package dev.vocostream.job.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vocostream.job.GeneratedFile;
import dev.vocostream.operators.decode.child.FfmpegBuild;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** deploy/docs/licences.md, by the jars and by what FFmpeg says of itself. */
class LicencesReferenceTest {
  private static final String PAGE =
      """
      # Licences and supply

      VoCo Stream is under the Apache License 2.0, with the model in the box. It is shipped as source; `mvn package` collects other people's jars, each under a
      licence of its own, unchanged.

      ## FFmpeg: which build, and what that means

      The libraries say of themselves: **%s**, %s. They are `org.bytedeco:ffmpeg` *without* `-gpl`: no x264, no x265, no other part under the GPL, nothing "nonfree".
      A test fails if that changes.

      * They are loaded as shared libraries from their own jar, so whoever gets a build from you may put another FFmpeg of the same version in its place: replace the
        jar. Pass on this notice and the LGPL's text, and say where the sources are: <https://github.com/bytedeco/javacpp-presets> has the build script,
        <https://ffmpeg.org> the sources.
      * Version 3 of the LGPL is not compatible with programs that are under the GPL version 2 *only*.
      * Copyright is not patents: H.264, H.265 and AAC have patent pools of their own. That OpenH264 is inside gives no licence by itself; whoever ships products asks
        somebody who knows.

      Built with: %s.

      Linked into it, and so seen by nobody who looks at jars and files. The version is in the library's own bytes, and a test looks for it; `-`: it says none.

      | part | version | licence |
      |---|---|---|
      %s
      ## Machine code inside the jars

      Scanners that read poms do not see it; a test compares this table with the jars (linux-x86_64).

      | jar | libraries | licence |
      |---|---|---|
      %s
      With `-Pgpu` libtorch's jar has another classifier; CUDA, cuDNN and NCCL are not shipped, they are NVIDIA's, under NVIDIA's terms.

      ## Bill of materials

          mvn -Psbom -DskipTests package

      writes `target/bom.json` (CycloneDX; it asks Maven Central for licences, so not with `-o`): each jar with version, SHA-256 and licence. What is linked into FFmpeg
      and libtorch is [machine-code.cdx.json](machine-code.cdx.json), of linux-x86_64, written and checked by a test. Give a scanner both.

      ## Known vulnerabilities

      Nothing in the build asks a database, so that it needs no account and gives the same result every day. Ask one with the bill of materials:

          osv-scanner scan -L target/bom.json
          grype sbom:deploy/docs/machine-code.cdx.json
          mvn org.owasp:dependency-check-maven:aggregate

      Parts without a version no scanner can judge: follow their security pages. DASH, the only reader of XML, is not among the containers that a decoder opens, so that
      the libxml2 of 2021 in there is not reached.

      ## The same bytes again

      Jars have the times of `project.build.outputTimestamp` and no path of the machine. Two builds of one commit, by the same JDK, compare equal:

          mvn -DskipTests package && sha256sum {state,model-runtime,operators,job}/target/*.jar deploy/flink/target/*.jar > once
          git clone . ../again && cd ../again
          mvn -DskipTests package && sha256sum -c ../voco-stream/once
      """;

  @BeforeAll
  static void onThePlatformOfThePage() {
    assumeTrue(Loader.Detector.getPlatform().equals("linux-x86_64"), "the page is of linux-x86_64");
  }

  @Test
  void thePageSaysWhatIsInTheJars() throws IOException {
    StringBuilder rows = new StringBuilder();
    Natives.ofClassPath()
        .forEach(
            (jar, libraries) ->
                rows.append(
                    "| %s | %s | %s |\n"
                        .formatted(jar, String.join(" ", libraries), Natives.licenceOf(jar))));
    GeneratedFile.requireUpToDate(
        "deploy/docs/licences.md",
        PAGE.formatted(FfmpegBuild.licence(), FfmpegBuild.version(), enabled(), linked(), rows));
  }

  @Test
  void everyJarWithMachineCodeHasALicenceThatSomebodyLookedUp() throws IOException {
    SortedMap<String, TreeSet<String>> found = Natives.ofClassPath();
    assertThat(found.keySet())
        .anyMatch(jar -> jar.startsWith("ffmpeg-"))
        .anyMatch(jar -> jar.startsWith("pytorch-"))
        .anyMatch(jar -> jar.startsWith("frocksdbjni-"));
    assertThat(found.keySet()).allSatisfy(jar -> assertThat(Natives.licenceOf(jar)).isNotNull());
  }

  @Test
  void ffmpegIsTheBuildUnderTheLgpl() {
    assertThat(FfmpegBuild.licence()).startsWith("LGPL");
    assertThat(FfmpegBuild.configuration())
        .doesNotContain("--enable-gpl")
        .doesNotContain("--enable-nonfree");
  }

  private static String linked() {
    return Linked.INTO_FFMPEG.stream()
        .map(
            part ->
                "| %s | %s | %s |\n"
                    .formatted(
                        part.name(),
                        part.version().isEmpty() ? "-" : part.version(),
                        part.licence()))
        .collect(Collectors.joining());
  }

  private static String enabled() {
    return Arrays.stream(FfmpegBuild.configuration().split("\\s+"))
        .filter(word -> word.startsWith("--enable-"))
        .map(word -> "`" + word.substring("--enable-".length()) + "`")
        .collect(Collectors.joining(", "));
  }
}
