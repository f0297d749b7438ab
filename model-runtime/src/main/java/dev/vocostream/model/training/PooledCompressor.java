package dev.vocostream.model.training;

import java.util.Map;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The mean of all patches, projected: one row. "Avg. Pool + Linear" of the VoCo-LLaMA paper, the
 * content token of LLaMA-VID (arXiv 2311.17043).
 */
final class PooledCompressor implements Compressor {
  private final Student student;

  PooledCompressor(Student student) {
    this.student = student;
  }

  @Override
  public Tensor rows(Tensor features, Tensor question) {
    return student.project(features.mean(new long[] {1}, true, new ScalarTypeOptional()));
  }

  @Override
  public Map<String, Tensor> parameters() {
    return Map.of();
  }

  @Override
  public void close() {}
}
