package org.nicepim.jobs.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.DeflateSerializer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.Deflater;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.nicepim.jobs.DesignTask;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.TaskResult;
import org.nicepim.jobs.sweep.SweepBatch;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.jobs.sweep.SweepSummary;

/**
 * Registers all that crosses the wire: the record types of jobs with every record and enum below them, and the
 * containers that they hold. Registration is required, so a type that is missing here fails at once.
 */
public final class KryoTypes implements KryoRegistrator {
    private static final List<Class<?>> ROOTS = List.of(
            EvaluationContext.class,
            DesignTask.class,
            TaskResult.class,
            SweepContext.class,
            SweepBatch.class,
            SweepSummary.class);

    /** Spark sends results as they are. Rows of layers say the same words over and over, and equal layers cost the same. */
    private static final Set<Class<?>> COMPRESSED = Set.of(TaskResult.class);

    /** Schemas, which Spark SQL collects from the footers of Parquet files. */
    private static final List<Class<?>> SQL_TYPES = List.of(
            StructType.class,
            StructField.class,
            StructField[].class,
            ArrayType.class,
            Metadata.class,
            DataTypes.BooleanType.getClass(),
            DataTypes.IntegerType.getClass(),
            DataTypes.LongType.getClass(),
            DataTypes.DoubleType.getClass(),
            DataTypes.StringType.getClass());

    @Override
    public void registerClasses(Kryo kryo) {
        for (Class<?> type : reachable()) {
            if (type.isRecord()) {
                kryo.register(type, recordSerializer(type));
            } else {
                kryo.register(type);
            }
        }
        SQL_TYPES.forEach(kryo::register);
        lists().forEach(kryo::register);
        // Chill, which Spark brings, writes the JDK's unmodifiable views as what they wrap.
        kryo.register(LinkedHashMap.class);
        kryo.register(ArrayList.class);
        kryo.register(Optional.class);
        kryo.register(OptionalDouble.class);
        for (Class<?> array : List.of(
                TaskResult[].class,
                DesignTask[].class,
                SweepBatch[].class,
                Object[].class,
                int[].class,
                double[].class,
                byte[][].class)) {
            kryo.register(array);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> Serializer<?> recordSerializer(Class<?> type) {
        Serializer<T> record = new RecordSerializer<>((Class<T>) type);
        return COMPRESSED.contains(type) ? compressed(record) : record;
    }

    private static Serializer<?> compressed(Serializer<?> record) {
        DeflateSerializer deflate = new DeflateSerializer(record);
        deflate.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
        return deflate;
    }

    /** The JDK's immutable lists, whose classes have no public name. */
    private static Map<Class<?>, Serializer<?>> lists() {
        Map<Class<?>, Serializer<?>> known = new LinkedHashMap<>();
        Serializer<?> list = new ListSerializer();
        known.put(List.of().getClass(), list);
        known.put(List.of(1).getClass(), list);
        known.put(List.of(1, 2, 3).getClass(), list);
        known.put(java.util.stream.Stream.of(1).toList().getClass(), list);
        return known;
    }

    /** All records and enums below the roots, in a fixed order. */
    static Set<Class<?>> reachable() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        ROOTS.forEach(root -> visit(root, seen));
        return seen;
    }

    private static void visit(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                visit(argument, seen);
            }
        } else if (type instanceof Class<?> plain) {
            visitClass(plain, seen);
        }
    }

    private static void visitClass(Class<?> type, Set<Class<?>> seen) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                visit(permitted, seen);
            }
        } else if (type.isEnum()) {
            seen.add(type);
        } else if (type.isRecord() && seen.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                visit(component.getGenericType(), seen);
            }
        }
    }
}
