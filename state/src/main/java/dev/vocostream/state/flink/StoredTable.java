package dev.vocostream.state.flink;

import java.io.IOException;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** A file of keys and values as RocksDB wrote it and a checkpoint keeps it. */
public final class StoredTable {
  private StoredTable() {}

  /**
   * Reads all of its blocks. RocksDB itself reads a block when a key of it is wanted, which may be
   * days after the job went on from it.
   *
   * @param path on a disk of this machine
   * @throws IOException if one is not as it was written
   */
  public static void requireChecksums(String path) throws IOException {
    RocksDB.loadLibrary();
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(path);
      reader.verifyChecksum();
    } catch (RocksDBException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
