package dev.vocostream.operators;

import dev.vocostream.model.serving.ModelSource;
import java.util.Comparator;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The GPU that Flink's external resource {@code gpu} gives a task manager. It says which one, not
 * whether: a model that shall compute on {@code cpu}, or on {@code cuda:N} itself, does.
 *
 * <p>All slots of a task manager are given all of its GPUs, and a process holds one model on one
 * device, so the first is taken: task managers that share a host are given one each.
 */
public final class AssignedGpu {
  private static final String RESOURCE = "gpu";
  private static final String INDEX = "index";

  private AssignedGpu() {}

  /**
   * The model on the GPU that this task's manager has.
   *
   * @throws IllegalStateException if that GPU is not said by a number
   */
  public static ModelSource of(ModelSource source, RuntimeContext context) {
    return of(source, context.getExternalResourceInfos(RESOURCE));
  }

  static ModelSource of(ModelSource source, Set<ExternalResourceInfo> gpus) {
    return gpus.stream()
        .map(AssignedGpu::index)
        .min(Comparator.naturalOrder())
        .map(source::onGpu)
        .orElse(source);
  }

  private static int index(ExternalResourceInfo gpu) {
    String index = gpu.getProperty(INDEX).orElse("");
    if (!index.matches("\\d{1,3}")) {
      throw new IllegalStateException(
          ("Flink's external resource '%s' must give each GPU a number as its '%s', gave '%s': let"
                  + " the discovery script print numbers, or take the resource away and set"
                  + " CUDA_VISIBLE_DEVICES of each task manager")
              .formatted(RESOURCE, INDEX, index));
    }
    return Integer.parseInt(index);
  }
}
