package dev.vocostream.job.sizing;

import dev.vocostream.job.StateBudget;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.util.List;
import java.util.Locale;

/** What a load needs. */
public final class Plan {
  private final Load load;
  private final Figures figures;

  private Plan(Load load, Figures figures) {
    this.load = load;
    this.figures = figures;
  }

  /** In the order of the flow: network, decoding, devices, state, disk, checkpoints. */
  public static List<Need> of(Load load, Figures figures) {
    Plan plan = new Plan(load, figures);
    return List.of(
        plan.cameraTraffic(),
        plan.decodeCores(),
        plan.decodeMemory(),
        plan.frameTraffic(),
        plan.devices(),
        plan.deviceMemory(),
        plan.newState(),
        plan.state(),
        plan.heap(),
        plan.disk(),
        plan.checkpointTraffic(),
        plan.checkpointStore());
  }

  private Need cameraTraffic() {
    return need(
        "network from cameras",
        load.cameras() * figures.cameraMbit() * 1e6 / 8,
        "B/s",
        "%d cameras x %s Mbit/s",
        load.cameras(),
        brief(figures.cameraMbit()));
  }

  private Need decodeCores() {
    return need(
        "cores to decode",
        load.cameras() * figures.coresPerCamera(),
        "cores",
        "%d cameras x %s",
        load.cameras(),
        brief(figures.coresPerCamera()));
  }

  private Need decodeMemory() {
    int processes = ceil((double) load.cameras() / figures.camerasPerProcess());
    return need(
        "memory to decode",
        (double) processes * figures.processBytes(),
        "B",
        "%d processes of %d cameras",
        processes,
        figures.camerasPerProcess());
  }

  /** Every sample travels to where its camera's memory is, also those that turn out unchanged. */
  private Need frameTraffic() {
    return need(
        "network between subtasks",
        load.cameras() * load.fps() * figures.frameBytes(),
        "B/s",
        "%s samples/s x %d B; nothing where parallelism is 1",
        brief(load.cameras() * load.fps()),
        figures.frameBytes());
  }

  private Need devices() {
    double compressing = load.framesPerSecond() / figures.compressedPerSecond();
    double answering = load.questionsPerSecond() / figures.answersPerSecond();
    double watching =
        load.monitorAnswersPerSecond() / (figures.answersPerSecond() * figures.monitorGain());
    return need(
        "devices",
        ceil((compressing + answering + watching) / figures.busy()),
        "devices",
        "(frames %s + questions %s + monitors %s) of one device's time, planned to %s %%",
        brief(compressing),
        brief(answering),
        brief(watching),
        brief(100 * figures.busy()));
  }

  private Need deviceMemory() {
    return need(
        "memory of each device",
        figures.modelBytes(),
        "B",
        "weights, batches, contexts and hot windows of one model");
  }

  private double newBytesPerSecond() {
    return load.framesPerSecond() * load.writtenTokens() * figures.bytesPerToken();
  }

  private Need newState() {
    return need(
        "new state",
        newBytesPerSecond(),
        "B/s",
        "%s frames/s x %d tokens x %d B%s",
        brief(load.framesPerSecond()),
        load.writtenTokens(),
        figures.bytesPerToken(),
        load.writtenTokens() == load.tokens() ? "" : "; frames that are cut are written again");
  }

  private CameraSettings camera() {
    return new CameraSettings(
        "",
        "",
        load.fps() * load.changed(),
        Play.LOOP,
        Pace.LIVE,
        load.retain(),
        Integer.MAX_VALUE,
        Long.MAX_VALUE);
  }

  private ModelDescription model() {
    int perToken = Math.toIntExact(figures.bytesPerToken());
    return new ModelDescription("", "", true, 1, load.tokens(), perToken, Integer.MAX_VALUE, false);
  }

  /** The same sum that a job makes at its start. */
  private double stateBytes() {
    return (double) load.cameras() * StateBudget.bytesOf(camera(), model(), load.thinning());
  }

  private Need heap() {
    return need(
        "heap to find it, all together",
        (double) load.cameras() * StateBudget.heapOf(camera(), model(), load.thinning()),
        "B",
        "%d B for each frame, of its time, size and how long nothing changed",
        StateBudget.HEAP_OF_FRAME);
  }

  private Need state() {
    return need(
        "state",
        stateBytes(),
        "B",
        "%d cameras x %s of frames%s",
        load.cameras(),
        load.retain().toString(),
        load.thinning().steps().isEmpty() ? "" : ", thinned");
  }

  private Need disk() {
    return need(
        "disk of task managers, all together",
        stateBytes() * figures.diskFactor(),
        "B",
        "state x %s for what is being compacted",
        brief(figures.diskFactor()));
  }

  private Need checkpointTraffic() {
    return need(
        "checkpoint traffic",
        newBytesPerSecond() * figures.uploadFactor(),
        "B/s",
        "new state x %s: what is compacted is uploaded again",
        brief(figures.uploadFactor()));
  }

  private Need checkpointStore() {
    return need(
        "store of checkpoints",
        stateBytes() * figures.diskFactor(),
        "B",
        "as the disks: retained checkpoints share what did not change; a savepoint is once the"
            + " state more");
  }

  private static Need need(String name, double amount, String unit, String sum, Object... of) {
    return new Need(name, amount, unit, String.format(Locale.ROOT, sum, of));
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private static int ceil(double value) {
    return (int) Math.ceil(value);
  }
}
