package dev.vocostream.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of the options in documents, by their declarations. */
final class ConfigReference {
  private static final int WIDTH = 30;

  /** Where there is no default but must be a value. */
  private static final Map<String, String> SAMPLES =
      Map.of("model.directory", "model", "checkpoints.directory", "checkpoints");

  private static final String HEAD =
      """
      # Configuration

      `voco run`, `voco submit` and others take a file with `--config voco.yaml`. [voco.yaml](../voco.yaml) has every option with its
      default. Paths are relative to the file. A key that nobody knows is refused, and so is a value that is not in its column
      *takes*; `voco run --check --config voco.yaml` refuses what `run` would and starts nothing.

      **The environment outweighs the file**: each option below has a variable, its key in capitals with `VOCO_` before it and `_` for
      `.` and `-`. A blank one counts as not set. Errors say which of the two gave the value. The job reads both where it is
      submitted; task managers read neither. Cameras, `kafka.client` and `flink` have no variables.

      A duration is `10 s`, `5 min`, `1 d` or `PT10M`; a size `256 mb` or `1 gb` (of 1024); a list `[a, b]`, in a variable `a,b`.

      """;

  private static final String CAMERAS =
      """

      ## Cameras

      A list under `cameras`, each with the keys below; `voco cameras add` and the topic `voco.cameras` take the same, the
      topic's keys in camelCase.

      """;

  private static final String REST =
      """

      ## Handed on

      | key | goes to |
      |---|---|
      | `kafka.client.*` | every Kafka client of the job: TLS, SASL and retries, from a short list; see [security](security.md) |
      | `flink.*` | Flink, as it is; what the job's promises rest on is refused |

      ## Not in the file

      | variable | read by | what |
      |---|---|---|
      | `VOCO_SECRET_NAME` | task managers | `user:password` of the secret `name`, for cameras of `voco.yaml`, beside `secrets-file` |
      | `VOCO_JVM_OPTIONS` | the `voco` script | options of its Java, `-Xmx1g` if not set |
      | `VOCO_LOG` | the `voco` script | its log, `job/target/voco.log` if not set |
      | `OMP_NUM_THREADS`, `OMP_WAIT_POLICY`, `GOMP_SPINCOUNT`, `MALLOC_ARENA_MAX` | libtorch, malloc | set by the `voco` script; on a cluster by you |
      """;

  private ConfigReference() {}

  /** deploy/docs/configuration.md. */
  static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| option, variable | type | default | takes | what |\n|---|---|---|---|---|\n");
    for (Option<?> option : JobOptions.ALL) {
      page.append("| `%s`<br>`%s` ".formatted(option.key(), option.variable()));
      page.append(cells(option));
    }
    page.append(CAMERAS).append("| key | type | default | takes | what |\n|---|---|---|---|---|\n");
    CameraOptions.ALL.forEach(o -> page.append("| `%s` ".formatted(o.key())).append(cells(o)));
    return page.append(REST).toString();
  }

  private static String cells(Option<?> option) {
    return "| %s | %s | %s | %s |\n"
        .formatted(
            option.type(),
            option.flink().hasDefaultValue() ? "`" + written(option) + "`" : "",
            option.bounds().expected(),
            option.description());
  }

  private static String written(Option<?> option) {
    return Bounds.written(option.flink().defaultValue());
  }

  /** deploy/voco.yaml: every option with its default, those without one commented out. */
  static String sample() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Every option of VoCo Stream with its default; docs/configuration.md says what each"
            + " takes.");
    lines.add("# Keep what you change and take out the rest. Paths are relative to this file.");
    List<Option<?>> nested = JobOptions.ALL.stream().filter(o -> o.key().contains(".")).toList();
    JobOptions.ALL.stream().filter(o -> !nested.contains(o)).forEach(o -> lines.add(line(o)));
    addNested(lines, nested, 0);
    lines.add("");
    lines.add("cameras: []");
    lines.add("#  - id: yard");
    for (Option<?> option : CameraOptions.ALL.subList(1, CameraOptions.ALL.size())) {
      String value = option.flink().hasDefaultValue() ? written(option) : "";
      String line =
          "#    %s: %s".formatted(option.key(), option.key().equals("url") ? "yard.mp4" : value);
      lines.add(padded(line) + "# " + option.description());
    }
    return String.join("\n", lines) + "\n";
  }

  /** Options that share a beginning stand together, in the order of the first of them. */
  private static void addNested(List<String> lines, List<Option<?>> options, int depth) {
    Map<String, List<Option<?>>> groups = new LinkedHashMap<>();
    for (Option<?> option : options) {
      groups.computeIfAbsent(part(option, depth), key -> new ArrayList<>()).add(option);
    }
    groups.forEach(
        (name, group) -> {
          if (part(group.get(0), depth + 1) == null) {
            lines.add(line(group.get(0)));
          } else {
            lines.add((depth == 0 ? "\n" : "") + "  ".repeat(depth) + name + ":");
            addNested(lines, group, depth + 1);
          }
        });
  }

  /** Null behind the last. */
  private static String part(Option<?> option, int depth) {
    String[] parts = option.key().split("\\.");
    return depth < parts.length ? parts[depth] : null;
  }

  private static String line(Option<?> option) {
    String[] parts = option.key().split("\\.");
    String value =
        option.flink().hasDefaultValue() ? written(option) : SAMPLES.getOrDefault(option.key(), "");
    String key = "  ".repeat(parts.length - 1) + parts[parts.length - 1] + ": " + value;
    return padded(value.isEmpty() ? "#" + key : key) + "# " + option.description();
  }

  private static String padded(String line) {
    return line + " ".repeat(Math.max(1, WIDTH - line.length()));
  }
}
