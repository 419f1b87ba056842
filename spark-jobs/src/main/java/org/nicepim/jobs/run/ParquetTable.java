package org.nicepim.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.results.RecordColumns;

/**
 * A folder of Parquet files, one per batch, of rows that are records. A batch is written under a hidden name and renamed
 * when it is complete, so a reader sees whole batches only; names follow from the batch's number, so writing one again
 * replaces it.
 *
 * @param <T> the record class of a row
 */
public final class ParquetTable<T extends Record> {
    private static final Pattern NAME = Pattern.compile("batch-(\\d{5})\\.parquet");

    private final Path folder;
    private final RecordColumns<T> columns;
    private final MessageType schema;
    private final Configuration hadoop;

    /**
     * A table.
     *
     * @param folder need not exist yet
     * @param hadoop settings of the file system
     */
    public ParquetTable(Path folder, Class<T> type, Configuration hadoop) {
        this.folder = folder;
        this.columns = RecordColumns.of(type);
        this.hadoop = hadoop;
        this.schema = schema(columns);
    }

    private static MessageType schema(RecordColumns<?> columns) {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        for (RecordColumns.Column column : columns.columns()) {
            var primitive = column.nullable()
                    ? Types.optional(primitive(column.type()))
                    : Types.required(primitive(column.type()));
            builder.addField(
                    column.type() == RecordColumns.Type.STRING
                            ? primitive.as(LogicalTypeAnnotation.stringType()).named(column.name())
                            : primitive.named(column.name()));
        }
        return builder.named("row");
    }

    private static PrimitiveTypeName primitive(RecordColumns.Type type) {
        return switch (type) {
            case INT -> PrimitiveTypeName.INT32;
            case LONG -> PrimitiveTypeName.INT64;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case STRING -> PrimitiveTypeName.BINARY;
        };
    }

    private static String name(int batch) {
        return String.format(Locale.ROOT, "batch-%05d.parquet", batch);
    }

    /** True if a whole batch of that number is there. */
    public boolean has(int batch) throws IOException {
        return fileSystem().exists(new Path(folder, name(batch)));
    }

    /** Writes a batch; replaces one of the same number. */
    public void write(int batch, List<T> rows) throws IOException {
        FileSystem files = fileSystem();
        Path hidden = new Path(folder, "." + name(batch) + ".tmp");
        Path whole = new Path(folder, name(batch));
        write(hidden, rows);
        if (files.exists(whole) && !files.delete(whole, false)) {
            throw new IOException(whole + " cannot be replaced");
        }
        if (!files.rename(hidden, whole)) {
            throw new IOException(hidden + " cannot be renamed to " + whole);
        }
    }

    /**
     * Writes a batch that others may write at the same time, with the same rows: each under a name of its own. One file stays.
     *
     * @param writer a word that no other writer of this batch has
     */
    public void writeOnce(int batch, List<T> rows, String writer) throws IOException {
        FileSystem files = fileSystem();
        Path hidden = new Path(folder, "." + name(batch) + "." + writer + ".tmp");
        Path whole = new Path(folder, name(batch));
        write(hidden, rows);
        // Some file systems replace a file that is there, others say no: either is right, for the rows are the same.
        if (!files.rename(hidden, whole)) {
            files.delete(hidden, false);
            if (!files.exists(whole)) {
                throw new IOException(hidden + " cannot be renamed to " + whole);
            }
        }
    }

    private void write(Path hidden, List<T> rows) throws IOException {
        fileSystem().mkdirs(folder);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(hidden)
                .withType(schema)
                .withConf(hadoop)
                .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            SimpleGroupFactory groups = new SimpleGroupFactory(schema);
            for (T row : rows) {
                writer.write(group(groups, row));
            }
        }
    }

    private Group group(SimpleGroupFactory groups, T row) {
        Group group = groups.newGroup();
        List<@Nullable Object> values = columns.values(row);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Integer number) {
                group.add(i, number);
            } else if (value instanceof Long number) {
                group.add(i, number);
            } else if (value instanceof Double number) {
                group.add(i, number);
            } else if (value instanceof Boolean flag) {
                group.add(i, flag);
            } else if (value instanceof String text) {
                group.add(i, text);
            } else if (!columns.columns().get(i).nullable()) {
                throw new IllegalArgumentException(
                        "column " + columns.columns().get(i).name() + " must not be missing");
            }
        }
        return group;
    }

    /**
     * The rows of one whole batch.
     *
     * @throws ConfigException if the file is not what was written there: cut off, of other columns, or not to be read
     */
    public List<T> read(int batch) {
        Path file = new Path(folder, name(batch));
        try (ParquetReader<Group> reader = new GroupReader(file, hadoop).build()) {
            List<T> rows = new ArrayList<>();
            for (Group group = reader.read(); group != null; group = reader.read()) {
                rows.add(row(group));
            }
            return rows;
        } catch (IOException | RuntimeException e) {
            // Parquet's complaints about a damaged file are of many kinds.
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ConfigException(
                    file + ": cannot be read (" + why
                            + "). Maybe it is damaged? Without it, --resume evaluates its rows again.",
                    e);
        }
    }

    /** The usual way reads Hadoop's default settings anew for each file, which takes longer than a small file. */
    private static final class GroupReader extends ParquetReader.Builder<Group> {
        GroupReader(Path file, Configuration hadoop) throws IOException {
            super(HadoopInputFile.fromPath(file, hadoop));
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private T row(Group group) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordColumns.Column column : columns.columns()) {
            if (group.getFieldRepetitionCount(column.name()) == 0) {
                values.add(null);
                continue;
            }
            values.add(
                    switch (column.type()) {
                        case INT -> group.getInteger(column.name(), 0);
                        case LONG -> group.getLong(column.name(), 0);
                        case DOUBLE -> group.getDouble(column.name(), 0);
                        case BOOLEAN -> group.getBoolean(column.name(), 0);
                        case STRING -> group.getString(column.name(), 0);
                    });
        }
        return columns.row(values);
    }

    /** Names of the whole batches that are there, ascending. */
    public List<String> batches() throws IOException {
        try {
            return Arrays.stream(fileSystem().listStatus(folder))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .filter(name -> name.startsWith("batch-") && name.endsWith(".parquet"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** Numbers of the whole batches that are there. */
    public Set<Integer> numbers() throws IOException {
        Set<Integer> numbers = new HashSet<>();
        for (String name : batches()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                numbers.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return numbers;
    }

    /** Deletes what writers that died left half-written. Nobody may be writing. */
    public void clean() throws IOException {
        FileSystem files = fileSystem();
        if (!files.exists(folder)) {
            return;
        }
        for (FileStatus file : files.listStatus(folder)) {
            if (file.getPath().getName().startsWith(".batch-")) {
                files.delete(file.getPath(), false);
            }
        }
    }

    private FileSystem fileSystem() throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        files.setWriteChecksum(false);
        return files;
    }
}
