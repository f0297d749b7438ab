package dev.vocostream.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
  private final AtomicLong free = new AtomicLong(100);
  private final FreeSpace space = new FreeSpace(new Path("file:/checkpoints"), free::get);

  @Test
  void twiceTheLastOneIsEnough() {
    assertThat(space.news()).as("of a job that has none yet").isNull();
    space.took(50);
    assertThat(space.news()).isNull();
  }

  @Test
  void isSaidOnceWhenItGetsShortAndOnceWhenThereIsRoomAgain() {
    space.took(51);
    assertThat(space.news()).contains("51 bytes", "file:/checkpoints", "found 100", "make room");
    assertThat(space.news()).isNull();
    free.set(102);
    assertThat(space.news()).contains("room again");
    assertThat(space.news()).isNull();
  }
}
