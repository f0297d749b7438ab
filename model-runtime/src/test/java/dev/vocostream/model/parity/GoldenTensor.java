package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;

/**
 * A tensor as the golden files hold it: some of its rows, every {@code step}-th column of them, and
 * the sums of all rows and columns. Whatever is missing throws.
 *
 * @param node see the top of tests/python/parity.py
 */
record GoldenTensor(JsonNode node) {
  /** Of the largest absolute value: what two orders of adding 32-bit numbers may differ by. */
  static final double TOLERANCE = 1e-4;

  int rows() {
    return node.required("shape").required(0).asInt();
  }

  int columns() {
    return node.required("shape").required(1).asInt();
  }

  /** The largest absolute value of all. */
  double max() {
    return node.required("max").asDouble();
  }

  /**
   * How far a tensor is from this one, relative to {@link #max}: the largest difference of what is
   * held, sums by the length of what they add.
   *
   * @param ours row-major
   */
  double difference(float[] ours) {
    assertThat(ours).as("numbers of %s", node.required("shape")).hasSize(rows() * columns());
    double largest = Math.max(ofValues(ours), ofRowSums(ours));
    return (node.has("argmax") ? largest : Math.max(largest, ofColumnSums(ours))) / max();
  }

  private double ofValues(float[] ours) {
    JsonNode held = node.required("rows");
    assertThat(held).isNotEmpty();
    int step = node.required("step").asInt();
    double largest = 0;
    for (int i = 0; i < held.size(); i++) {
      JsonNode values = node.required("values").required(i);
      assertThat(values).hasSize((columns() + step - 1) / step);
      int row = held.required(i).asInt() * columns();
      for (int j = 0; j < values.size(); j++) {
        largest = larger(largest, ours[row + j * step] - values.required(j).asDouble());
      }
    }
    return largest;
  }

  private double ofRowSums(float[] ours) {
    JsonNode sums = node.required("row_sums");
    assertThat(sums).hasSize(rows());
    double largest = 0;
    for (int row = 0; row < rows(); row++) {
      double sum = 0;
      for (int column = 0; column < columns(); column++) {
        sum += ours[row * columns() + column];
      }
      largest = larger(largest, (sum - sums.required(row).asDouble()) / columns());
    }
    return largest;
  }

  private double ofColumnSums(float[] ours) {
    JsonNode sums = node.required("column_sums");
    assertThat(sums).hasSize(columns());
    double largest = 0;
    for (int column = 0; column < columns(); column++) {
      double sum = 0;
      for (int row = 0; row < rows(); row++) {
        sum += ours[row * columns() + column];
      }
      largest = larger(largest, (sum - sums.required(column).asDouble()) / rows());
    }
    return largest;
  }

  /** NaN is larger than everything. */
  private static double larger(double largest, double difference) {
    return Math.max(largest, Math.abs(difference));
  }

  /** The largest column of each row, for tensors of logits. */
  int[] argmax() {
    JsonNode ids = node.required("argmax");
    assertThat(ids).hasSize(rows());
    return IntStream.range(0, rows()).map(row -> ids.required(row).asInt()).toArray();
  }
}
