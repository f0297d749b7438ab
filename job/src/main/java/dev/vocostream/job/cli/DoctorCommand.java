package dev.vocostream.job.cli;

import dev.vocostream.job.Finding;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.doctor.Check;
import dev.vocostream.job.doctor.DecoderCheck;
import dev.vocostream.job.doctor.Doctor;
import dev.vocostream.job.doctor.MachineChecks;
import dev.vocostream.job.doctor.NativeChecks;
import dev.vocostream.job.kafka.BrokerExamination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks at this machine, its libraries, a decoding process and, with --config, at the job's",
      "files, model, disk, broker and topics. Says of each what was found and what to do. Starts",
      "no job and changes nothing; takes some ten seconds."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco doctor",
      "  voco doctor --config voco.yaml",
      "  voco doctor --config voco.yaml --json",
      "",
      "Exit codes: 0 nothing stands in the way (warnings may be there), 1 something does, 2 wrong"
          + " use."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int USUAL_PORT = 8081;

  @Option(names = "--config", description = "The voco.yaml of the job that shall run here.")
  private Path config;

  @Option(
      names = "--json",
      description = "Print one JSON object, {well, findings: [{name, verdict, found, ..}]}.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.of(json);
    screen.say("VoCo Stream doctor");
    List<Finding> findings =
        Doctor.examine(checks(), finding -> FindingText.lines(finding).forEach(screen::say));
    screen.say(FindingText.sum(findings));
    if (json) {
      screen.message(FindingText.json(findings));
    }
    return Doctor.isWell(findings) ? 0 : 1;
  }

  private List<Check> checks() {
    Check clock = MachineChecks.clock(); // sees as much time as all the others take
    List<Check> checks = new ArrayList<>();
    VideoJob job = read(checks);
    checks.add(new Check("variables", DoctorCommand::variables));
    checks.addAll(MachineChecks.all(job == null ? USUAL_PORT : job.config().uiPort()));
    checks.addAll(NativeChecks.all(job == null ? "cpu" : job.config().modelCompute().device()));
    checks.add(DecoderCheck.check());
    if (job != null) {
      checks.addAll(JobChecks.of(job));
      int subtasks = job.config().parallelism();
      checks.add(
          new Check("broker", () -> new BrokerExamination(job.brokerCheck(), subtasks).look()));
    }
    checks.add(clock);
    return checks;
  }

  /** Null where there is no file, or none that can be read; adds what to say of it. */
  private VideoJob read(List<Check> checks) {
    if (config == null) {
      checks.add(
          Check.of(
              "config",
              () ->
                  Finding.skipped(
                      "config",
                      "no --config: no model, no disk, no broker and no topics are looked at",
                      "voco doctor --config voco.yaml")));
      return null;
    }
    try {
      VideoJob job = new VideoJob(JobConfig.read(config));
      job.flinkSettings(); // refuses settings of Flink that cannot be
      checks.add(Check.of("config", () -> Finding.ok("config", config + " is understood")));
      return job;
    } catch (RuntimeException e) {
      checks.add(
          Check.of(
              "config",
              () -> {
                throw e;
              }));
      return null;
    }
  }

  private static List<Finding> variables() {
    return JobConfig.strangers(System.getenv().keySet()).stream()
        .map(
            name ->
                Finding.warn(
                    "variables",
                    name + " is set and sets no option",
                    "a name of deploy/docs/configuration.md",
                    "correct or unset it"))
        .toList();
  }
}
