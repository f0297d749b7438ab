package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.inspection.CheckpointInspector;
import dev.vocostream.model.inspection.Inspection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco model inspect}: what a checkpoint is, and whether it can be used. */
@Command(
    name = "inspect",
    description = {
      "Says what a checkpoint directory holds, what a frame of it costs, and whether it can",
      "compress and answer. Reads every byte once, for the manifest; loads no weights.",
      "Exit code 1 if frames cannot be compressed with it."
    },
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  @Parameters(paramLabel = "DIR", description = "Checkpoint directory.")
  private Path directory;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(json);
    Inspection inspection =
        screen.step("reading " + directory, () -> CheckpointInspector.inspect(directory));
    if (json) {
      screen.message(toJson(inspection).toString());
    } else {
      InspectionText.lines(inspection).forEach(screen::say);
    }
    return inspection.canCompress() ? 0 : 1;
  }

  private static ObjectNode toJson(Inspection inspection) {
    ObjectNode node = JSON.valueToTree(inspection);
    return node.put("can_compress", inspection.canCompress())
        .put("can_answer", inspection.canAnswer());
  }
}
