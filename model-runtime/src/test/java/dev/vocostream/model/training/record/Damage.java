package dev.vocostream.model.training.record;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can happen to a file that was whole once. */
enum Damage {
  CUT {
    @Override
    void to(Path checkpoint) throws IOException {
      try (RandomAccessFile file =
          new RandomAccessFile(checkpoint.resolve("weights.bin").toFile(), "rw")) {
        file.setLength(file.length() - 1);
      }
    }
  },
  ALTERED {
    @Override
    void to(Path checkpoint) throws IOException {
      byte[] bytes = Files.readAllBytes(checkpoint.resolve("optimiser/moments.bin"));
      bytes[3] ^= 1;
      Files.write(checkpoint.resolve("optimiser/moments.bin"), bytes);
    }
  },
  LOST {
    @Override
    void to(Path checkpoint) throws IOException {
      Files.delete(checkpoint.resolve("weights.bin"));
    }
  },
  WITHOUT_LIST {
    @Override
    void to(Path checkpoint) throws IOException {
      Files.delete(checkpoint.resolve("complete.json"));
    }
  },
  LIST_CUT {
    @Override
    void to(Path checkpoint) throws IOException {
      Path list = checkpoint.resolve("complete.json");
      Files.writeString(list, Files.readString(list).substring(0, 60));
    }
  },
  LIST_OF_NOTHING {
    @Override
    void to(Path checkpoint) throws IOException {
      Files.writeString(checkpoint.resolve("complete.json"), "{\"format\": 1, \"files\": {}}");
    }
  },
  LATER_FORMAT {
    @Override
    void to(Path checkpoint) throws IOException {
      Path list = checkpoint.resolve("complete.json");
      Files.writeString(list, Files.readString(list).replace(" : 1,", " : 2,"));
    }
  };

  abstract void to(Path checkpoint) throws IOException;
}
